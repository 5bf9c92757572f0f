import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { startMockGoogle, type MockPerson } from '#tests/integration/auth/google.ts';
import { ensureAppBuild } from '../app-build.ts';
import { startApp, stopApp } from '../app.ts';
import { purgeInstance, startInstance } from '../instance.ts';
import { keptPorts } from '../kept-ports.ts';
import { freePort } from '../ports.ts';

/** What the browser tests find in their environment. */
type Surroundings = {
  env: {
    /** The app with the development sign-in. */
    E2E_BASE_URL: string;
    /** The same platform behind a second app, whose people sign in with the stand-in for Google. */
    E2E_GOOGLE_URL: string;
    /** A POST of `{ sub, email, email_verified, name }` chooses who signs in at the stand-in next. */
    E2E_GOOGLE_PERSON_URL: string;
  };
  stop(): Promise<void>;
};

const secondApp = 'app-google';
/** A suite creates more in a minute than a person may. */
const limits = { RATE_LIMIT_PER_MINUTE: '1000', MAX_STORES_PER_USER: '20' };

/** Starts the stand-in for Google and the door by which a test chooses the next person. */
async function startGoogle(): Promise<{ issuer: string; personUrl: string; stop(): Promise<void> }> {
  const google = await startMockGoogle();
  const door = createServer(async (request, response) => {
    google.become((await json(request)) as MockPerson);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    door.close();
    await google.stop();
  };
  return { issuer: google.issuer, personUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}`, stop };
}

/** A whole platform for the browser tests, in a folder of its own that goes with it. */
export async function startBrowserSurroundings(dir: string): Promise<Surroundings> {
  const instance = await startInstance({ dir, ports: await keptPorts(dir, false), env: limits });
  const google = await startGoogle();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const stop = async () => {
    await stopApp(dir, secondApp);
    await instance.stop();
    await google.stop();
    await purgeInstance(dir);
  };
  const changes = {
    PORT: String(port),
    PUBLIC_URL: url,
    NEXTAUTH_URL: url,
    GOOGLE_CLIENT_ID: 'browser-tests',
    GOOGLE_CLIENT_SECRET: 'known-to-the-stand-in',
    GOOGLE_ISSUER: google.issuer,
  };
  try {
    await startApp(dir, await ensureAppBuild(), { ...instance.env, ...changes }, secondApp);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env: { E2E_BASE_URL: instance.urls.app, E2E_GOOGLE_URL: url, E2E_GOOGLE_PERSON_URL: google.personUrl },
    stop,
  };
}

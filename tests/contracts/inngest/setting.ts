import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, freePort, startChild } from './child.ts';
import { createContractDatabase } from './database.ts';
import { type Recorder, startRecorder } from './recorder.ts';

export const signingKey = 'signkey-test-000102030405060708090a0b0c0d0e0f';
export const eventKey = 'contract-event-key';

/** The wait before a second attempt, far shorter than the official table's, so that no test waits long. */
const retrySeconds = 2;

/** A server, an app that is registered with it, and the recorder that the app reports to. */
export type Setting = {
  recorder: Recorder;
  serverUrl: string;
  appUrl: string;
  /** Sends one event and returns the answer's body; throws unless the answer is 200. */
  send(name: string, id: string, data?: Record<string, unknown>): Promise<{ ids: string[]; status: number }>;
  /** Waits until the server has dealt with everything that was sent before: a run of its own goes through. */
  settle(): Promise<void>;
  killApp(): Promise<void>;
  startApp(): Promise<void>;
  killServer(): Promise<void>;
  startServer(): Promise<void>;
  /** The environment of the embedded engine. */
  serverEnv: Record<string, string>;
  stop(): Promise<void>;
};

/**
 * Starts the embedded engine, or the official server when OFFICIAL_INNGEST names its binary, and the app.
 * Every test file has a setting of its own.
 */
export async function startSetting(): Promise<Setting> {
  const recorder = await startRecorder();
  const database = await createContractDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'inngest-contract-'));
  const [serverPort, appPort] = [await freePort(), await freePort()];
  const serverUrl = `http://127.0.0.1:${serverPort}`;
  const appUrl = `http://127.0.0.1:${appPort}/api/inngest`;
  const keys = { INNGEST_SIGNING_KEY: signingKey, INNGEST_EVENT_KEY: eventKey };
  const serverEnv = {
    ...keys,
    INNGEST_ENGINE_PORT: String(serverPort),
    INNGEST_ENGINE_DATABASE_URL: database.url,
    INNGEST_ENGINE_APP_URL: appUrl,
    INNGEST_ENGINE_RETRY_SECONDS: String(retrySeconds),
    INNGEST_ENGINE_ORPHAN_SECONDS: '2',
    INNGEST_ENGINE_SYNC_SECONDS: '0.5',
    INNGEST_ENGINE_DRAIN_SECONDS: '2',
  };
  let server: Child;
  let app: Child;
  let settled = 0;

  const startServer = async () => {
    const official = process.env.OFFICIAL_INNGEST;
    server = official
      ? await startChild(official, officialArgs(serverPort, await freePort(), folder), {}, 'service starting')
      : await startChild(process.execPath, ['scripts/local/inngest/main.ts'], serverEnv, '"ready"');
  };
  const startApp = async () => {
    const env = { ...keys, INNGEST_BASE_URL: serverUrl, APP_PORT: String(appPort), RECORDER_URL: recorder.url };
    app = await startChild(process.execPath, ['tests/contracts/inngest/app.ts'], env, 'listening');
    await register(appUrl);
  };
  const send: Setting['send'] = async (name, id, data = {}) => {
    const answer = await fetch(`${serverUrl}/e/${eventKey}`, {
      method: 'POST',
      body: JSON.stringify({ name, id, data }),
    });
    if (answer.status !== 200) {
      throw new Error(`The event API answered ${answer.status}: ${await answer.text()}`);
    }
    return await answer.json();
  };

  await startServer();
  await startApp();
  return {
    recorder,
    serverUrl,
    appUrl,
    serverEnv,
    send,
    settle: async () => {
      settled += 1;
      await send('contract/sequence', `settle-${settled}`);
      await recorder.reached(`settle-${settled}`, 'done');
    },
    killApp: () => app.end('SIGKILL'),
    startApp,
    killServer: () => server.end('SIGKILL'),
    startServer,
    stop: async () => {
      recorder.stop();
      await app.end('SIGKILL');
      await server.end('SIGTERM');
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The app registers itself: it answers a PUT by sending its functions to the server. Throws what it was refused with. */
async function register(appUrl: string): Promise<void> {
  const answer = await fetch(appUrl, { method: 'PUT' });
  if (answer.status !== 200) {
    throw new Error(`The app could not register: ${await answer.text()}`);
  }
}

function officialArgs(port: number, gatewayPort: number, folder: string): string[] {
  const options = {
    host: '127.0.0.1',
    port: String(port),
    'connect-gateway-port': String(gatewayPort),
    'sqlite-dir': folder,
    'retry-interval': String(retrySeconds),
    'signing-key': signingKey.replace(/^signkey-\w+-/, ''),
    'event-key': eventKey,
  };
  return ['start', '--no-ui', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

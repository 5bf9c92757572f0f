import { ensureAppBuild } from '../app-build.ts';
import { startApp, stopApp } from '../app.ts';
import { purgeInstance, startInstance } from '../instance.ts';
import { keptPorts } from '../kept-ports.ts';
import { freePort } from '../ports.ts';

/** What the browser tests find in their environment; tests/e2e/environment.ts says what each is for. */
type Surroundings = {
  env: Record<
    'E2E_BASE_URL' | 'E2E_ADMIN_EMAIL' | 'E2E_GOOGLE_URL' | 'E2E_GOOGLE_ISSUER' | 'E2E_KUBECONFIG' | 'E2E_DATABASE_URL',
    string
  >;
  stop(): Promise<void>;
};

const secondApp = 'app-google';

/** Whom the configuration names as an administrator. */
const adminEmail = 'administrator@example.org';

/** A suite creates more than a person may, and faster; and all its people come from one address. */
const limits = {
  RATE_LIMIT_PER_MINUTE: '1000',
  SIGN_IN_RATE_LIMIT_PER_MINUTE: '1000',
  MAX_STORES_PER_USER: '20',
  MAX_STORES: '1000',
  ADMIN_EMAILS: adminEmail,
};

/** A whole platform for the browser tests, in a folder of its own that goes with it, and a second app behind its stand-in for Google. */
export async function startBrowserSurroundings(dir: string): Promise<Surroundings> {
  const instance = await startInstance({ dir, ports: await keptPorts(dir, false), env: limits });
  const [port, issuerPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const issuer = `http://localhost:${issuerPort}`;
  const stop = async () => {
    await stopApp(dir, secondApp);
    await instance.stop();
    await purgeInstance(dir);
  };
  const changes = {
    PORT: String(port),
    PUBLIC_URL: url,
    NEXTAUTH_URL: url,
    INNGEST_SERVE_ORIGIN: `http://127.0.0.1:${port}`,
    // A test says by X-Forwarded-For where it comes from, so that one can use its address up.
    TRUSTED_PROXIES: '1',
    SIGN_IN_RATE_LIMIT_PER_MINUTE: '20',
    GOOGLE_CLIENT_ID: 'browser-tests',
    GOOGLE_CLIENT_SECRET: 'known-to-the-stand-in',
    GOOGLE_ISSUER: issuer,
  };
  try {
    await startApp(dir, await ensureAppBuild(), { ...instance.env, ...changes }, secondApp);
  } catch (error) {
    await stop();
    throw error;
  }
  const env = {
    E2E_BASE_URL: instance.urls.app,
    E2E_ADMIN_EMAIL: adminEmail,
    E2E_GOOGLE_URL: url,
    E2E_GOOGLE_ISSUER: issuer,
    E2E_KUBECONFIG: instance.kubeconfigs.admin,
    E2E_DATABASE_URL: instance.urls.databaseOwner,
  };
  return { env, stop };
}

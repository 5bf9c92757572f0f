import { type Child, freePort, startProgram } from './child.ts';

export const signingKey = 'signkey-test-000102030405060708090a0b0c0d0e0f';
export const eventKey = 'contract-event-key';

/** The wait before a second attempt, far shorter than the official table's, so that no test waits long. */
export const retrySeconds = 2;
/** How long a server may take to answer after its start. */
const healthMs = 20_000;

/**
 * Starts the embedded engine, or the official server when OFFICIAL_INNGEST names its binary, and waits until it answers.
 * Throws its output when it ends before, or takes too long.
 */
export async function startServerProcess(
  url: string,
  engineEnv: Record<string, string>,
  folder: string,
): Promise<Child> {
  const official = process.env.OFFICIAL_INNGEST;
  const server = official
    ? startProgram(official, await officialArgs(new URL(url).port, folder), {})
    : startProgram(process.execPath, ['scripts/local/inngest/main.ts'], engineEnv);
  const end = Date.now() + healthMs;
  while (!(await isHealthy(url))) {
    if (server.isOver() || Date.now() > end) {
      await server.end('SIGKILL');
      throw new Error(`The server does not answer: ${server.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server;
}

async function isHealthy(url: string): Promise<boolean> {
  return await fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function officialArgs(port: string, folder: string): Promise<string[]> {
  const options = {
    host: '127.0.0.1',
    port,
    'connect-gateway-port': String(await freePort()),
    'sqlite-dir': folder,
    'retry-interval': String(retrySeconds),
    'signing-key': signingKey.replace(/^signkey-\w+-/, ''),
    'event-key': eventKey,
  };
  return ['start', '--no-ui', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, freePort, startChild } from './child.ts';
import { createContractDatabase } from './database.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { eventKey, retrySeconds, signingKey, startServerProcess } from './server-process.ts';

/** A server, an app that is registered with it, and the recorder that the app reports to. */
export type Setting = {
  recorder: Recorder;
  serverUrl: string;
  appUrl: string;
  /** Sends one event and returns the answer's body; throws unless the answer is 200. */
  send(name: string, id: string, data?: Record<string, unknown>): Promise<{ ids: string[]; status: number }>;
  /** Waits until the server has dealt with everything that was sent before: a run of its own goes through. */
  settle(): Promise<void>;
  /** Sends the events again and again, with new ids, until the place is reached: whoever waits for them may not wait yet. */
  sendUntil(eventId: string, place: string, events: [name: string, data: Record<string, unknown>][]): Promise<void>;
  killApp(): Promise<void>;
  startApp(): Promise<void>;
  killServer(): Promise<void>;
  /** Ends the server in its own time (SIGTERM). */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  /** Ends the embedded engine's connections to its database. */
  disconnectDatabase(): Promise<void>;
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
  let server: Child | undefined;
  let app: Child | undefined;
  let settled = 0;

  const startServer = async () => {
    server = await startServerProcess(serverUrl, serverEnv, folder);
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

  const settle = async () => {
    settled += 1;
    const id = `settle-${settled}`;
    await send('contract/sequence', id);
    await recorder.reached(id, 'done');
  };

  const stop = async () => {
    recorder.stop();
    await app?.end('SIGKILL');
    await server?.end('SIGTERM');
    await database.drop();
    await rm(folder, { recursive: true });
  };
  try {
    await startServer();
    await startApp();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    recorder,
    serverUrl,
    appUrl,
    serverEnv,
    send,
    settle,
    sendUntil: async (eventId, place, events) => {
      while (recorder.count(eventId, place) === 0) {
        for (const [index, [name, data]] of events.entries()) {
          await send(name, `${eventId}-${settled}-${index}`, data);
        }
        await settle();
      }
    },
    killApp: async () => app?.end('SIGKILL'),
    startApp,
    killServer: async () => server?.end('SIGKILL'),
    stopServer: async () => server?.end('SIGTERM'),
    startServer,
    disconnectDatabase: database.disconnectAll,
    stop,
  };
}

/** The app registers itself: it answers a PUT by sending its functions to the server. Throws what it was refused with. */
async function register(appUrl: string): Promise<void> {
  const answer = await fetch(appUrl, { method: 'PUT' });
  if (answer.status !== 200) {
    throw new Error(`The app could not register: ${await answer.text()}`);
  }
}

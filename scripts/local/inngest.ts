import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { databaseUrls } from './postgres.ts';
import { root } from './root.ts';
import type { Setting } from './parts.ts';
import { findService, startService, stopService, untilServing, type Service } from './services.ts';

const readySeconds = 30;
const officialServer = join(root, 'node_modules/.bin/inngest');

/** Whether npm brought the official server. Its package is there without its binary where the download failed. */
async function hasOfficialServer(): Promise<boolean> {
  const { exitCode } = await execa(officialServer, ['version'], { reject: false, timeout: 10_000, stdin: 'ignore' });
  return exitCode === 0;
}

const appUrl = ({ ports }: Setting) => `http://127.0.0.1:${ports.app}/api/inngest`;

/** The official server. The keys go by environment, because every user of the machine can read arguments. */
function official(setting: Setting): Service {
  const { dir, ports, secrets } = setting;
  const data = join(dir, 'inngest');
  mkdirSync(data, { recursive: true });
  const options = {
    host: '127.0.0.1',
    port: ports.inngest,
    'sqlite-dir': data,
    'sdk-url': appUrl(setting),
    'poll-interval': 5,
  };
  return {
    name: 'inngest',
    command: officialServer,
    args: ['start', ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)],
    env: { ...process.env, INNGEST_SIGNING_KEY: secrets.signingKey, INNGEST_EVENT_KEY: secrets.eventKey },
  };
}

/** The engine of this repository, for machines that cannot have the official server. */
function embedded(setting: Setting): Service {
  const { ports, secrets, env } = setting;
  const own = Object.entries(env).filter(([name]) => name.startsWith('INNGEST_ENGINE_'));
  return {
    name: 'inngest',
    command: process.execPath,
    args: [join(root, 'scripts/local/inngest/main.ts')],
    env: {
      PATH: process.env.PATH,
      INNGEST_ENGINE_PORT: String(ports.inngest),
      INNGEST_ENGINE_DATABASE_URL: databaseUrls(ports.postgres, secrets).inngest,
      INNGEST_ENGINE_APP_URL: appUrl(setting),
      INNGEST_SIGNING_KEY: secrets.signingKey,
      INNGEST_EVENT_KEY: secrets.eventKey,
      ...Object.fromEntries(own),
    },
  };
}

/** Starts the official Inngest server where npm brought its binary, else the embedded engine. Safe to repeat. */
export async function startInngest(setting: Setting): Promise<void> {
  const { dir, ports } = setting;
  if (findService(dir, 'inngest') !== null) return;
  await startService(dir, (await hasOfficialServer()) ? official(setting) : embedded(setting));
  await untilServing(
    dir,
    'inngest',
    readySeconds,
    async () => (await fetch(`http://127.0.0.1:${ports.inngest}/health`)).ok,
  );
}

export const stopInngest = (dir: string): Promise<void> => stopService(dir, 'inngest');

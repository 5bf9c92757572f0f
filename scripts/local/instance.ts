import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { appEnvironment } from './app-env.ts';
import { demandSpace } from './disk.ts';
import { withLock } from './lock.ts';
import { allParts, parts, type Part, type Setting } from './parts.ts';
import { demandFree, type PortName, type Ports } from './ports.ts';
import { databaseUrls, purgePostgres } from './postgres.ts';
import { appKubeconfig } from './rights.ts';
import { adminKubeconfig } from './sandbox-settings.ts';
import { step } from './say.ts';
import { ensureSecrets } from './secrets.ts';
import { findService, listServices, stopService } from './services.ts';
import { ensureTools, type Tools } from './tools/ensure.ts';

export type InstanceOptions = {
  /** Everything of the instance lies here: `.data` for a person, a temporary folder for a test run. */
  dir: string;
  ports: Ports;
  /** What to start, with what it needs; everything by default. */
  parts?: Part[];
  /** Laid over the environment of the app. */
  env?: Record<string, string>;
};

export type Instance = {
  dir: string;
  ports: Ports;
  tools: Tools;
  urls: Record<'app' | 'inngest' | 'database' | 'databaseOwner' | 'databaseAdmin', string>;
  kubeconfigs: { admin: string; app: string };
  /** The environment that the app runs with, whether this instance runs it or not. */
  env: Record<string, string>;
  /** The parts that this call started; the others ran already. */
  started: Part[];
  /** Ends the parts that this call started. Their data stays. */
  stop(): Promise<void>;
};

const longestStartSeconds = 1800;

/** Whether every service of a part runs. */
export const isUp = (dir: string, part: Part) => parts[part].services.every((name) => findService(dir, name) !== null);

/** The wanted parts and all that they need, in the order of their needs. */
function withNeeds(wanted: Part[]): Part[] {
  const needed = new Set<string>(wanted);
  for (const part of allParts.toReversed()) if (needed.has(part)) parts[part].needs.forEach((need) => needed.add(need));
  return allParts.filter((part) => needed.has(part));
}

/** Starts each part as soon as what it needs is there. Waits for all, even after a failure, so that nothing starts later. */
async function startParts(wanted: Part[], setting: Setting, started: Part[]): Promise<void> {
  const running = new Map<string, Promise<void>>();
  for (const part of wanted) {
    if (isUp(setting.dir, part)) continue;
    started.push(part);
    const { title, needs, prepare } = parts[part];
    const work = Promise.all([prepare?.(), ...needs.map((need) => running.get(need))]).then(() =>
      step(title, () => parts[part].start(setting)),
    );
    running.set(part, work);
  }
  const results = await Promise.allSettled(running.values());
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}

/** Ends the given parts, the last one first. Those that do not run are passed over. */
export async function stopParts(dir: string, ended: Part[] = allParts): Promise<void> {
  for (const part of allParts.toReversed()) if (ended.includes(part)) await parts[part].stop(dir);
}

/** Ends whatever still runs in an instance, also what a suite added to it, and removes all its data. */
export async function purgeInstance(dir: string): Promise<void> {
  await stopParts(dir);
  for (const name of listServices(dir)) await stopService(dir, name);
  await purgePostgres(dir);
  await rm(dir, { recursive: true, force: true });
}

/**
 * Brings up an instance: PostgreSQL (migrated), the sandbox cluster (with the platform's rights), Inngest, the app.
 * Safe to repeat: what runs is kept. When a part fails, everything that this call started is ended again.
 */
export async function startInstance({
  dir: folder,
  ports,
  parts: wanted = allParts,
  env = {},
}: InstanceOptions): Promise<Instance> {
  const dir = resolve(folder);
  const needed = withNeeds(wanted);
  const started: Part[] = [];
  mkdirSync(join(dir, 'run'), { recursive: true });
  return withLock(join(dir, 'run', 'lock'), `starting ${dir}`, longestStartSeconds, async () => {
    await demandSpace(dir, 500);
    const missing = needed.filter((part) => !isUp(dir, part));
    // Of a part that is half there, the rest goes first: it would hold its own ports.
    await stopParts(dir, missing);
    await demandFree(
      ports,
      missing.flatMap((part): PortName[] => parts[part].ports),
    );
    const tools = await ensureTools();
    const secrets = ensureSecrets(dir);
    const setting = { dir, ports, secrets, tools, env: { ...appEnvironment(dir, ports, secrets, tools.helm), ...env } };
    try {
      await startParts(needed, setting, started);
    } catch (error) {
      await stopParts(dir, started);
      throw error;
    }
    const urls = databaseUrls(ports.postgres, secrets);
    return {
      dir,
      ports,
      tools,
      urls: {
        app: `http://localhost:${ports.app}`,
        inngest: `http://127.0.0.1:${ports.inngest}`,
        database: urls.app,
        databaseOwner: urls.owner,
        databaseAdmin: urls.admin,
      },
      kubeconfigs: { admin: adminKubeconfig(dir), app: appKubeconfig(dir) },
      env: setting.env,
      started,
      stop: () => stopParts(dir, started),
    };
  });
}

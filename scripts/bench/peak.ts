import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startApp, stopApp } from '#scripts/local/app.ts';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import type { Instance } from '#scripts/local/instance.ts';
import { findService } from '#scripts/local/services.ts';
import type { Measurement } from './measurement.ts';
import { proportionalMegabytes } from './resident-memory.ts';

const LOOK_EVERY_MS = 20;

/** The processes that a process has started (Linux); none of one that has just ended. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

const withDescendants = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(withDescendants)];

async function megabytesOf(pids: readonly number[]): Promise<number> {
  // Of a process that has just ended nothing is known.
  const sizes = await Promise.all(pids.map((pid) => proportionalMegabytes(pid).catch(() => 0)));
  return sizes.reduce((sum, size) => sum + (size || 0), 0);
}

/** The most that these processes hold at one moment of the work. */
async function peakOf(pids: () => number[], work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const over = new AbortController();
  const looking = (async () => {
    for (; !over.signal.aborted; await pause(LOOK_EVERY_MS)) peak = Math.max(peak, await megabytesOf(pids()));
  })();
  await work().finally(() => over.abort());
  await looking;
  return peak;
}

async function restartApp({ dir, env }: Instance, changes: Record<string, string> = {}): Promise<number> {
  await stopApp(dir);
  await startApp(dir, await ensureAppBuild(), { ...env, ...changes });
  return findService(dir, 'app') ?? 0;
}

/** What the platform needs of a machine at its busiest. */
export const peak: Measurement = {
  title: 'most memory (PSS) of the app and its helm processes, eight of them at once, {size} stores',
  against: 'the helm and kubectl processes of eight bare commands at once',
  unit: 'MB',
  pairs: 3,
  size: 24,
  goal: { of: 'ours', atMost: 700 },
  async ours({ instance, ours }, size) {
    const pid = await restartApp(instance, { HELM_CONCURRENCY: '8' });
    try {
      return await peakOf(
        () => withDescendants(pid),
        () => ours.createMany(size),
      );
    } finally {
      await restartApp(instance);
    }
  },
  bare({ bare }, size) {
    // The instance's own parts are children of this process too.
    const others = new Set(childrenOf(process.pid));
    const commands = () => childrenOf(process.pid).filter((pid) => !others.has(pid));
    return peakOf(
      () => commands().flatMap(withDescendants),
      () => bare.createMany(size, 8),
    );
  },
};

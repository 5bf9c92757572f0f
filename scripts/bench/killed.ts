import { setTimeout as pause } from 'node:timers/promises';
import { startApp } from '#scripts/local/app.ts';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import type { Instance } from '#scripts/local/instance.ts';
import { signal } from '#scripts/local/process-identity.ts';
import { findService } from '#scripts/local/services.ts';
import { until } from '#scripts/local/until.ts';
import { secondsOf, type Measurement } from './measurement.ts';

/** By then work of every kind is under way. */
const BEFORE_KILL_MS = 15_000;

/** Ends the app as a power failure does, and starts it again at once. */
async function killApp({ dir, env }: Instance): Promise<void> {
  const pid = findService(dir, 'app');
  if (pid === null) throw new Error(`The app in ${dir} has ended: see its log.`);
  signal(pid, 'SIGKILL');
  await until('the end of the app', 10, () => findService(dir, 'app') === null);
  await startApp(dir, await ensureAppBuild(), env);
}

/** What a crash costs those who wait. */
export const killed: Measurement = {
  title: '{size} stores at once, pods ready 10 s after their start, the app killed amid and started again',
  against: 'the same undisturbed',
  unit: 's',
  pairs: 1,
  size: 100,
  goal: { of: 'difference', atMost: 10 },
  ours: ({ ours, rows, instance }, size) =>
    secondsOf(async () => {
      const ids = await Promise.all(Array.from({ length: size }, () => ours.ask({ pace: 'slow' })));
      await pause(BEFORE_KILL_MS);
      await killApp(instance);
      await Promise.all(ids.map((id) => rows.ready(id)));
    }),
  bare: ({ ours }, size) => secondsOf(() => ours.createMany(size, { pace: 'slow' })),
};

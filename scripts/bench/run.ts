import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '#scripts/local/say.ts';
import { Stop } from '#scripts/local/stop.ts';
import { measure } from './measure.ts';
import type { Measurement } from './measurement.ts';
import type { Ours } from './ours.ts';
import { tableOf, writeReport, type Figure } from './report.ts';

/** What is measured, and in how many pairs where the caller said so. */
export type Chosen<Place> = { measurements: [string, Measurement<Place>][]; pairs: number | undefined };

/** Takes the measurements that are named, or all when none is. Stop with what is wrong about a name or the number of pairs. */
export function choose<Place>(
  all: Record<string, Measurement<Place>>,
  names: readonly string[],
  pairs: string | undefined,
): Chosen<Place> {
  const unknown = names.find((name) => !Object.hasOwn(all, name));
  if (unknown) throw new Stop(`There is no measurement ${unknown}: they are ${Object.keys(all).join(', ')}.`);
  const count = pairs === undefined ? undefined : Number(pairs);
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) throw new Stop('--pairs is a number from 1.');
  const measurements = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
  return { measurements, pairs: count };
}

/** Where measurements happen: made in a folder of its own, and ended whatever becomes of them. */
type Setting<Place> = { start: (dir: string) => Promise<Place>; end: (dir: string) => Promise<void> };

/** Measures in turn, prints the table and writes the report. Interrupted, it ends the setting and the process. */
export async function run<Place extends { ours: Ours }>(
  { measurements, pairs }: Chosen<Place>,
  setting: Setting<Place>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'storewright-bench-'));
  let ending: Promise<void> | undefined;
  const end = () => (ending ??= setting.end(dir));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().then(() => process.exit(1)));
  try {
    const place = await setting.start(dir);
    const figures: Figure[] = [];
    for (const [name, measurement] of measurements)
      figures.push(await measure(place, name, measurement, pairs ?? measurement.pairs));
    await place.ours.close();
    console.log(`\n${tableOf(figures)}`);
    say(`\nEvery single pair: ${writeReport(figures)}`);
  } catch (error) {
    // What was interrupted fails, and that is no news.
    if (!ending) throw error;
  } finally {
    await end();
  }
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '#scripts/local/say.ts';
import { Stop } from '#scripts/local/stop.ts';
import { measure } from './measure.ts';
import type { Measurement } from './measurement.ts';
import { tableOf, writeReport, type Figure } from './report.ts';

/** How many pairs, and how much of what is measured, where the caller says it. */
export type Amounts = { pairs?: string; size?: string };

/** Takes the measurements that are named, or all when none is, in these amounts. Stop with what is wrong about a name or a number. */
export function choose<Place>(
  all: Record<string, Measurement<Place>>,
  names: readonly string[],
  { pairs, size }: Amounts,
): [string, Measurement<Place>][] {
  const unknown = names.find((name) => !Object.hasOwn(all, name));
  if (unknown) throw new Stop(`There is no measurement ${unknown}: they are ${Object.keys(all).join(', ')}.`);
  const chosen = Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name));
  return chosen.map(([name, measurement]) => {
    const sized = measurement.size === undefined ? {} : { size: count('--size', size) ?? measurement.size };
    return [name, { ...measurement, ...sized, pairs: count('--pairs', pairs) ?? measurement.pairs }];
  });
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(Number.isInteger(number) && number > 0)) throw new Stop(`${option} is a number from 1.`);
  return number;
}

/** Where measurements happen: made in a folder of its own, and ended whatever becomes of them. */
export type Setting<Place> = { start: (dir: string) => Promise<Place>; end: (dir: string) => Promise<void> };

/** Measures in turn, prints the table and writes the report. Interrupted, it ends the setting and the process. */
export async function run<Place extends { close(): Promise<void> }>(
  measurements: readonly [string, Measurement<Place>][],
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
    try {
      for (const [name, measurement] of measurements) figures.push(await measure(place, name, measurement));
    } finally {
      await place.close();
    }
    console.log(`\n${tableOf(figures)}`);
    say(`\nEvery single pair: ${writeReport(figures)}`);
    const absurd = figures.filter(({ isAbsurd }) => isAbsurd).map(({ name }) => name);
    if (absurd.length > 0)
      throw new Stop(`More than three times its goal, which no noise explains: ${absurd.join(', ')}.`);
  } catch (error) {
    // What was interrupted fails, and that is no news.
    if (!ending) throw error;
  } finally {
    await end();
  }
}

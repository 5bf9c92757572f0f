import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '#scripts/local/say.ts';
import { runMain, Stop } from '#scripts/local/stop.ts';
import { endInstance, startBench } from './bench.ts';
import { create } from './create.ts';
import { many } from './many.ts';
import { measure } from './measure.ts';
import type { Measurement } from './measurement.ts';
import { memory } from './memory.ts';
import { tableOf, writeReport, type Figure } from './report.ts';

/** In the order in which they run: memory first, before the others leave their traces in it. */
const measurements: Record<string, Measurement> = { memory, create, many };

const usage = `Usage: npm run bench [-- [--pairs NUMBER] ${Object.keys(measurements).join('|')} …]
Compares the platform with the bare commands, in turns, on an instance of its own that goes when it is done. --pairs: fewer make
a quick look, more a calmer median.`;

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pairs: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(measurements, name));
  if (unknown) throw new Stop(`There is no measurement ${unknown}: they are ${Object.keys(measurements).join(', ')}.`);
  const pairs = values.pairs === undefined ? undefined : Number(values.pairs);
  if (pairs !== undefined && !(Number.isInteger(pairs) && pairs > 0)) throw new Stop('--pairs is a number from 1.');
  const isChosen = ([name]: [string, Measurement]) => positionals.length === 0 || positionals.includes(name);
  return { help: values.help, pairs, chosen: Object.entries(measurements).filter(isChosen) };
}

await runMain(async () => {
  const { help, pairs, chosen } = read();
  if (help) return say(usage);
  const dir = mkdtempSync(join(tmpdir(), 'storewright-bench-'));
  let ending: Promise<void> | undefined;
  const end = () => (ending ??= endInstance(dir));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().then(() => process.exit(1)));
  try {
    const bench = await startBench(dir);
    const figures: Figure[] = [];
    for (const [name, measurement] of chosen)
      figures.push(await measure(bench, name, measurement, pairs ?? measurement.pairs));
    await bench.ours.close();
    console.log(`\n${tableOf(figures)}`);
    say(`\nEvery single pair: ${writeReport(figures)}`);
  } catch (error) {
    // What was interrupted fails, and that is no news.
    if (!ending) throw error;
  } finally {
    await end();
  }
});

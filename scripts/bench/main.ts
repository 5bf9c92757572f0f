import { parseArgs } from 'node:util';
import { say } from '#scripts/local/say.ts';
import { runMain } from '#scripts/local/stop.ts';
import { endInstance, startBench } from './bench.ts';
import { create } from './create.ts';
import { many } from './many.ts';
import type { Measurement } from './measurement.ts';
import { memory } from './memory.ts';
import { choose, run } from './run.ts';

/** In the order in which they run: memory first, before the others leave their traces in it. */
const measurements: Record<string, Measurement> = { memory, create, many };

const usage = `Usage: npm run bench [-- [--pairs NUMBER] ${Object.keys(measurements).join('|')} …]
Compares the platform with the bare commands, in turns, on an instance of its own that goes when it is done. --pairs: fewer make
a quick look, more a calmer median.`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pairs: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const chosen = choose(measurements, positionals, values.pairs);
  if (values.help) return say(usage);
  await run(chosen, { start: startBench, end: endInstance });
});

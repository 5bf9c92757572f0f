import { parseArgs } from 'node:util';
import { say } from '#scripts/local/say.ts';
import { runMain } from '#scripts/local/stop.ts';
import { endInstance } from '../bench.ts';
import type { Measurement } from '../measurement.ts';
import { choose, run } from '../run.ts';
import { interactions } from './interactions.ts';
import { lighthouse } from './lighthouse.ts';
import { startPlace, STORES, type Place } from './place.ts';
import { push } from './push.ts';
import { script } from './script.ts';
import { scroll, scrollRows } from './scroll.ts';

const measurements: Record<string, Measurement<Place>> = {
  ...lighthouse,
  script,
  ...interactions,
  scroll,
  'scroll-rows': scrollRows,
  push,
};

const usage = `Usage: npm run bench:console [-- [--pairs NUMBER] [--size NUMBER] ${Object.keys(measurements).join('|')} …]
Measures the dashboard in Chromium, built for production, in the eyes of somebody with ${STORES} stores, on an instance of its own that
goes when it is done. --pairs: how often each is measured. --size: how many other streams are open while rows change.`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { pairs: { type: 'string' }, size: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const chosen = choose(measurements, positionals, values);
  if (values.help) return say(usage);
  await run(chosen, { start: startPlace, end: endInstance });
});

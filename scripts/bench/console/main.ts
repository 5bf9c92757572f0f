import { endInstance } from '../bench.ts';
import { runBench } from '../command.ts';
import type { Measurement } from '../measurement.ts';
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

await runBench(measurements, usage, { start: startPlace, end: endInstance });

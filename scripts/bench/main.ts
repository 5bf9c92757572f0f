import { endInstance, startBench } from './bench.ts';
import { runBench } from './command.ts';
import { create } from './create.ts';
import { crowd, many } from './crowd.ts';
import { fair } from './fair.ts';
import { gaps } from './gaps.ts';
import { idleCalls, idleProcessor, idleQueries } from './idle.ts';
import { instant } from './instant.ts';
import { killed } from './killed.ts';
import { list, listLength, listRate } from './list.ts';
import type { Measurement } from './measurement.ts';
import { memory, memoryOfImage, memoryTraced } from './memory.ts';
import { peak } from './peak.ts';
import { releases } from './releases.ts';
import { remove } from './remove.ts';
import { scrape, series } from './scrape.ts';
import { start } from './start.ts';
import { steady } from './steady.ts';
import { streams } from './streams.ts';

/** In the order in which they run: memory first, before the others leave their traces in it. */
const measurements: Record<string, Measurement> = {
  memory,
  'memory-image': memoryOfImage,
  'memory-traced': memoryTraced,
  start,
  create,
  instant,
  gaps,
  remove,
  releases,
  fair,
  crowd,
  many,
  killed,
  peak,
  streams,
  steady,
  list,
  'list-rate': listRate,
  'list-length': listLength,
  scrape,
  series,
  'idle-calls': idleCalls,
  'idle-queries': idleQueries,
  'idle-processor': idleProcessor,
};

const usage = `Usage: npm run bench [-- [--pairs NUMBER] [--size NUMBER] ${Object.keys(measurements).join('|')} …]
Compares the platform with the bare commands, in turns, on an instance of its own that goes when it is done. --pairs: fewer make
a quick look, more a calmer median. --size: how much of what is measured, such as stores at once.`;

await runBench(measurements, usage, { start: startBench, end: endInstance });

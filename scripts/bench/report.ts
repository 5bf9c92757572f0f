import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { table } from '#scripts/client/print.ts';
import { usualFolder } from '#scripts/local/arguments.ts';
import type { Pair, Question } from './measurement.ts';
import type { Spread, Summary } from './summary.ts';

/** One measurement with what came of it. `load` is the machine's of one minute, before and after. */
export type Figure = Summary & {
  name: string;
  measurement: Question;
  pairs: Pair[];
  load: { before: number; after: number };
};

const HEAD = ['', 'RATIO', 'HALF OF THEM', 'PAIRS', 'OURS', 'AGAINST', 'GOAL', '', 'LOAD'];

const digits = (number: number) => number.toFixed(number < 10 ? 2 : 0);
const between = ({ lower, upper }: Spread) => `${digits(lower)}–${digits(upper)}`;

function row({ name, measurement, pairs, ratio, ours, bare, isMet, load }: Figure): string[] {
  const { unit, goal } = measurement;
  const bound = goal.of === 'ratio' ? `ratio ≤ ${digits(goal.atMost)}` : `≤ ${goal.atMost} ${unit}`;
  const [own, other] = [ours, bare].map(({ median }) => `${digits(median)} ${unit}`);
  const loads = `${digits(load.before)}–${digits(load.after)}`;
  const verdict = isMet ? 'met' : 'missed';
  return [
    name,
    digits(ratio.median),
    between(ratio),
    String(pairs.length),
    own ?? '',
    other ?? '',
    bound,
    verdict,
    loads,
  ];
}

/** The figures for a person; below them, what was compared with what. */
export function tableOf(figures: readonly Figure[]): string {
  const legend = figures.map(({ name, measurement: { title, against } }) => `${name}: ${title}; against ${against}`);
  return [table(HEAD, figures.map(row)), '', ...legend].join('\n');
}

/** Writes the figures, with every single pair, to `.data/bench/<time>.json` and returns its path. */
export function writeReport(figures: readonly Figure[]): string {
  const date = new Date();
  const folder = join(usualFolder, 'bench');
  const path = join(folder, `${date.toISOString().replaceAll(':', '-')}.json`);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, memory: totalmem(), node: process.version };
  const plain = figures.map(({ measurement: { title, against, unit, goal }, ...rest }) => ({
    title,
    against,
    unit,
    goal,
    ...rest,
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ date, machine, figures: plain }, null, 2)}\n`);
  return path;
}

/** The load of the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0;

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

const HEAD = ['', 'RATIO', 'HALF OF THEM', 'DIFFERENCE', 'PAIRS', 'OURS', 'AGAINST', 'GOAL', '', 'LOAD'];

/** What is compared with nothing has no ratio. */
const digits = (number: number) => (Number.isFinite(number) ? number.toFixed(Math.abs(number) < 10 ? 2 : 0) : '–');
const between = ({ lower, upper }: Spread) => (Number.isFinite(upper) ? `${digits(lower)}–${digits(upper)}` : '–');

/** What is counted, with the size in its place. */
export const titleOf = ({ title, size }: Question): string => title.replace('{size}', String(size));

function boundOf({ unit, goal: { of, atMost, p99AtMost } }: Question): string {
  const number = (bound: number) => (of === 'ratio' ? digits(bound) : `${bound} ${unit}`);
  const what = of === 'ours' ? '' : `${of} `;
  return `${what}≤ ${number(atMost)}${p99AtMost === undefined ? '' : `, p99 ≤ ${number(p99AtMost)}`}`;
}

function row({ name, measurement, pairs, ratio, difference, ours, bare, isMet, load }: Figure): string[] {
  const withUnit = (number: number) => `${digits(number)} ${measurement.unit}`;
  return [
    name,
    digits(ratio.median),
    between(ratio),
    withUnit(difference.median),
    String(pairs.length),
    withUnit(ours.median),
    withUnit(bare.median),
    boundOf(measurement),
    isMet ? 'met' : 'missed',
    `${digits(load.before)}–${digits(load.after)}`,
  ];
}

/** The figures for a person; below them, what was compared with what. */
export function tableOf(figures: readonly Figure[]): string {
  const legend = figures.map(
    ({ name, measurement }) => `${name}: ${titleOf(measurement)}; against ${measurement.against}`,
  );
  return [table(HEAD, figures.map(row)), '', ...legend].join('\n');
}

/** Writes the figures, with every single pair, to `.data/bench/<time>.json` and returns its path. */
export function writeReport(figures: readonly Figure[]): string {
  const date = new Date();
  const folder = join(usualFolder, 'bench');
  const path = join(folder, `${date.toISOString().replaceAll(':', '-')}.json`);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, memory: totalmem(), node: process.version };
  const plain = figures.map(({ measurement, ...rest }) => {
    const { against, unit, size, goal } = measurement;
    return { title: titleOf(measurement), against, unit, size, goal, ...rest };
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ date, machine, figures: plain }, null, 2)}\n`);
  return path;
}

/** The load of the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0;

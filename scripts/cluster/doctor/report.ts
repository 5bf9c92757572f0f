import type { Level, Result } from './result.ts';

const LEVELS: readonly Level[] = ['ok', 'warning', 'wrong'];

const width = Math.max(...LEVELS.map((level) => level.length));

function lines({ level, where, what, next }: Result): string {
  const first = `${level.padEnd(width)}  ${where}: ${what}`;
  return next ? `${first}\n${' '.repeat(width)}  → ${next}` : first;
}

/** What a person reads: a line for each result, with what to do under it, and how many of each there are. */
export function report(results: readonly Result[]): string {
  const counts = LEVELS.map((level) => `${results.filter((result) => result.level === level).length} ${level}`);
  return [...results.map(lines), '', counts.join(', ')].join('\n');
}

/** 1 when something is wrong, else 0. */
export const exitCodeOf = (results: readonly Result[]): number =>
  results.some(({ level }) => level === 'wrong') ? 1 : 0;

import { stripVTControlCharacters } from 'node:util';
import type { Failure, Result } from './result.ts';

/** Enough for an assertion with its difference, or an error with where it came from. */
const LINES = 25;

function linesOf({ name, why }: Failure): string[] {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => !line.includes('/node_modules/'));
  const shown = lines.slice(0, LINES);
  if (lines.length > LINES) shown.push('…');
  return [`✗ ${name}`, ...shown.map((line) => `    ${line}`.trimEnd())];
}

/** What a run says at its end: every failure with its first lines, since they stand far above, then "N passed, N failed". */
export const summaryOf = ({ passed, failures }: Result): string =>
  [
    ...(failures.length > 0 ? ['', 'Failed:', ...failures.flatMap(linesOf), ''] : []),
    `${passed} passed, ${failures.length} failed`,
  ].join('\n');

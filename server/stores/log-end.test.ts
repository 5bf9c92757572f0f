import { expect, it } from 'vitest';
import { endOfLog, LOG_CHARACTERS_MAX } from './log-end.ts';

it.each([
  ['a\nb\nc\n', 2, 'b\nc\n'],
  ['a\nb\nc', 2, 'b\nc'],
  ['a\nb\n', 5, 'a\nb\n'],
  ['a\n', 1, 'a\n'],
  ['\n\n', 1, '\n'],
  ['', 3, ''],
])('of %j the last %i lines are %j', (text, lines, end) => {
  expect(endOfLog(text, lines)).toBe(end);
});

it('begins with a whole line where the lines are longer than what is kept', () => {
  const long = `${'x'.repeat(LOG_CHARACTERS_MAX)}\n`;
  expect(endOfLog(`${long}short\nlast\n`, 10)).toBe('short\nlast\n');
  expect(endOfLog(long, 10)).toBe('');
});

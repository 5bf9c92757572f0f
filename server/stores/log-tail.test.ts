import { expect, it } from 'vitest';
import { LogTail } from './log-tail.ts';

const SECRET = 'canary/0123456789';

it('tells the end first, then what is new', () => {
  const tail = new LogTail(2, []);
  expect(tail.grow('a\nb\nc\n')).toEqual({ kind: 'whole', text: 'b\nc\n' });
  expect(tail.grow('d\n')).toEqual({ kind: 'more', text: 'd\n' });
  expect(tail.grow('e\nf\n')).toEqual({ kind: 'more', text: 'e\nf\n' });
});

it('gives away no part of a secret, wherever the log is cut', () => {
  const tail = new LogTail(10, [SECRET]);
  const told = [`no access with ${SECRET}\n`, `again: ${SECRET}\nand on\n`].map((text) => tail.grow(text).text);
  expect(told).toEqual(['no access with [redacted]\n', 'again: [redacted]\nand on\n']);
});

it('hides a value that comes a line after its name', () => {
  const tail = new LogTail(10, []);
  tail.grow('password=\n');
  expect(tail.grow('not-for-you\nfine\n')).toEqual({ kind: 'more', text: '[redacted]\nfine\n' });
});

it('tells all of it anew when what looked like the beginning of a secret was none', () => {
  const tail = new LogTail(10, ['first part\nsecond part']);
  expect(tail.grow('first part\n')).toEqual({ kind: 'whole', text: '[redacted]' });
  expect(tail.grow('of a story\n')).toEqual({ kind: 'whole', text: 'first part\nof a story\n' });
});

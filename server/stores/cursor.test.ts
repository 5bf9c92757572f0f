import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#server/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

it('finds the place again at which a page ended', () => {
  const place = { createdAt: new Date('2026-11-23T12:00:00.123Z'), id: 'abcdefghij' };
  expect(decodeCursor(encodeCursor(place))).toEqual(place);
});

it('refuses whatever is no cursor of ours as bad input', () => {
  const isRefused = (forged: string) => {
    try {
      decodeCursor(forged);
      return false;
    } catch (error) {
      return error instanceof AppError && error.code === 'INVALID_INPUT';
    }
  };
  expect(() => assert(property(string(), isRefused))).not.toThrow();
});

describe('a forged cursor', () => {
  const forge = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const moment = '2026-11-23T12:00:00.123Z';

  it.each([
    ['a moment before there was a platform', [`0000${moment.slice(4)}`, 'abcdefghij']],
    ['the last moment before it', ['1999-12-31T23:59:59.999Z', 'abcdefghij']],
    ['no moment', ['yesterday', 'abcdefghij']],
    ['an id with more behind it', [moment, "abcdefghij' or 1=1--"]],
    ['an id that is none', [moment, 'ABCDEFGHIJ']],
    ['too little', [moment]],
    ['too much', [moment, 'abcdefghij', 1]],
    ['numbers', [1, 2]],
  ])('with %s leads to no page, and says where to begin', (_, parts) => {
    expect(() => decodeCursor(forge(...parts))).toThrow('That page does not exist. Start again from the first page.');
  });

  it('keeps its cause for the log', () => {
    expect(() => decodeCursor('?')).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });
});

import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#server/errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { SortKey } from './sort.ts';

it('finds the place again at which a page ended', () => {
  const place = { createdAt: new Date('2026-11-23T12:00:00.123Z'), name: 'shop-1', id: 'abcdefghij' };
  for (const key of ['createdAt', 'name'] as const)
    expect(decodeCursor(encodeCursor(place, key), key)).toEqual({ value: place[key], id: place.id });
});

it('refuses whatever is no cursor of ours as bad input', () => {
  const isRefused = (forged: string, key: SortKey) => {
    try {
      decodeCursor(forged, key);
      return false;
    } catch (error) {
      return error instanceof AppError && error.code === 'INVALID_INPUT';
    }
  };
  expect(() => assert(property(string(), constantFrom('createdAt', 'name'), isRefused))).not.toThrow();
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
    expect(() => decodeCursor(forge(...parts), 'createdAt')).toThrow(
      'That page does not exist. Start again from the first page.',
    );
  });

  it.each([
    ['a moment', [moment, 'abcdefghij']],
    ['what no name begins with', ['-shop', 'abcdefghij']],
    ['more than a name', ['shop\0', 'abcdefghij']],
    ['more than a name may have', ['a'.repeat(41), 'abcdefghij']],
    ['an id that is none', ['shop', 'ABCDEFGHIJ']],
  ])('with %s leads to no page of a list by name', (_, parts) => {
    expect(() => decodeCursor(forge(...parts), 'name')).toThrow('That page does not exist.');
  });

  it('keeps its cause for the log', () => {
    expect(() => decodeCursor('?', 'name')).toThrow(expect.objectContaining({ cause: expect.any(Error) }));
  });
});

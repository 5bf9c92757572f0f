import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
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

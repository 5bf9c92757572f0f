import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

it('finds the place again at which a page ended', () => {
  const place = { createdAt: new Date('2026-11-23T12:00:00.123Z'), id: 'abcdefghij' };
  expect(decodeCursor(encodeCursor(place))).toEqual(place);
});

it('refuses whatever is no cursor of ours as bad input', () => {
  fc.assert(
    fc.property(fc.string(), (forged) => {
      expect(() => decodeCursor(forged)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    }),
  );
});

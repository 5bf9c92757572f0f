import { assert, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { valuesText } from './values.ts';

const character = integer({ min: 0, max: 0x2fff }).map((codePoint) => String.fromCodePoint(codePoint));

test('any text comes back from the JSON as it was, and no raw character is one that YAML reads otherwise', () => {
  assert(
    property(string({ unit: character }), (title) => {
      const text = valuesText({ title });
      expect(JSON.parse(text)).toEqual({ title });
      expect(text).not.toMatch(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/);
    }),
  );
});

test('half a surrogate pair becomes a replacement character', () => {
  expect(JSON.parse(valuesText({ title: 'a\ud800b' }))).toEqual({ title: 'a\ufffdb' });
});

test('the order of keys does not matter, that of a list does', () => {
  expect(valuesText({ b: { d: 1, c: 2 }, a: [2, 1] })).toBe('{"a":[2,1],"b":{"c":2,"d":1}}');
});

test('objects in lists are sorted too, and what is no text stays what it is', () => {
  expect(valuesText({ list: [{ b: null, a: true }, 'x', 2, [{ d: 1, c: false }]] })).toBe(
    '{"list":[{"a":true,"b":null},"x",2,[{"c":false,"d":1}]]}',
  );
});

test('a character that YAML reads otherwise is written as an escape of four digits', () => {
  expect(valuesText({ a: '\u007f\u0085\u2028\ufeff' })).toBe('{"a":"\\u007f\\u0085\\u2028\\ufeff"}');
});

import { deserialize, type SuperJSONResult, serialize } from 'superjson';
import { expect, it } from 'vitest';
import { toWire } from './wire.ts';

const at = () => new Date('2026-03-01T12:00:00.123Z');
const sent = (value: unknown): SuperJSONResult => JSON.parse(JSON.stringify(toWire(value)));

it.each([
  ['a store with its steps', { store: { at: at(), none: null, steps: [{ at: null }, { at: at() }] }, n: 1.5 }],
  ['a list', [{ at: at() }, { at: at() }]],
  ['times', { times: [at(), at(), null] }],
  ['names that a path would split', { 'a.b': { 'c\\d': at(), 'e.f': 1 } }],
  ['what has no prototype', Object.assign(Object.create(null), { at: at() })],
  ['nothing but text', { text: 'a "quoted" line\n', list: [1, true, []] }],
  ['numbers that are none', { all: [NaN, Infinity, -Infinity, 0] }],
  ['an empty object', {}],
  ['a number', 7],
  ['a text', 'text'],
  ['a choice', true],
  ['null', null],
])('writes %s as superjson does', (_, value) => {
  expect(sent(value)).toEqual(JSON.parse(JSON.stringify(serialize(value))));
  expect(deserialize(sent(value))).toEqual(value);
});

it('an answer of nothing is undefined again at the client', () => {
  expect(deserialize(sent(undefined))).toBeUndefined();
});

it('leaves out what is undefined', () => {
  expect(deserialize(sent({ text: undefined, at: at() }))).toEqual({ at: at() });
});

it('a time that is none is null, as with superjson', () => {
  const none = { at: new Date(NaN) };
  expect(sent(none)).toEqual(JSON.parse(JSON.stringify(serialize(none))));
});

it.each([
  ['a map', new Map([[1, 2]])],
  ['a set', { inside: new Set([1]) }],
  ['an error', { inside: [new Error('lost')] }],
  ['a time that is not inside of anything', at()],
])('refuses %s instead of losing it', (_, value) => {
  expect(() => toWire(value)).toThrow(/neither plain data nor a time/);
});

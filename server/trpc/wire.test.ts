import { deserialize, stringify } from 'superjson';
import { expect, it } from 'vitest';
import { wireText } from './wire.ts';

const at = () => new Date('2026-03-01T12:00:00.123Z');

it.each([
  ['a store with its steps', { store: { at: at(), none: null, steps: [{ at: null }, { at: at() }] }, n: 1.5 }],
  ['a list of times', { times: [at(), at(), null] }],
  ['nothing but text', { text: 'a "quoted" line\n', list: [1, true, []] }],
  ['nothing', {}],
])('writes %s as superjson does', (_, value) => {
  expect(JSON.parse(wireText(value))).toEqual(JSON.parse(stringify(value)));
  expect(deserialize(JSON.parse(wireText(value)))).toEqual(value);
});

it('leaves out what is undefined', () => {
  expect(deserialize(JSON.parse(wireText({ text: undefined, at: at() })))).toEqual({ at: at() });
});

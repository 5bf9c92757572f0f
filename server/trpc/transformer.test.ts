import { deserialize, serialize } from 'superjson';
import { expect, it } from 'vitest';
import { transformer } from './transformer.ts';

it('writes as superjson does, and an object that is sent again only once', () => {
  const event = { kind: 'changed', at: new Date(0), none: undefined };
  const written = transformer.serialize(event);
  expect(written).toEqual(serialize(event));
  expect(transformer.serialize(event)).toBe(written);
  for (const value of [event, undefined, null, 'text', new Date(0)])
    expect(deserialize(transformer.serialize(value))).toEqual(value);
});

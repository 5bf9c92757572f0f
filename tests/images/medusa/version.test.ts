import { expect, test } from 'vitest';
import { isOlder } from '../../../images/medusa/program/version.ts';

test.each([
  ['2.21.2', '2.21.3'],
  ['2.9.9', '2.21.0'],
  ['1.99.99', '2.0.0'],
])('%s comes before %s, and not the other way round', (older, newer) => {
  expect(isOlder(older, newer)).toBe(true);
  expect(isOlder(newer, older)).toBe(false);
});

test('a version does not come before itself, so nothing is migrated', () => {
  expect(isOlder('2.21.2', '2.21.2')).toBe(false);
});

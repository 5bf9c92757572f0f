import { expect, test } from 'vitest';
import { canonicalJson, hashSigningKey, isSigned, sign } from './signature.ts';

const key = 'signkey-test-00112233445566778899aabbccddeeff';

test('canonical JSON does not depend on the order of keys and leaves out what is undefined', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, A: true })).toBe(
    '{"A":true,"b":[1,{"c":"é","d":null}]}',
  );
});

test('a signature holds for its own body and key alone', () => {
  const header = sign('body', key);
  expect(isSigned(header, 'body', key)).toBe(true);
  expect(isSigned(header, 'another body', key)).toBe(false);
  expect(isSigned(header, 'body', key.replace('00', '01'))).toBe(false);
});

test('a signature older than five minutes does not hold', () => {
  const header = sign('body', key, Date.now() - 6 * 60 * 1000);
  expect(isSigned(header, 'body', key)).toBe(false);
});

test.each(['', 's=00', 't=now&s=00', undefined])('the header "%s" is no signature', (header) => {
  expect(isSigned(header, 'body', key)).toBe(false);
});

test('the bearer token is the hash of the key behind its prefix', () => {
  expect(hashSigningKey(key)).toMatch(/^signkey-test-[0-9a-f]{64}$/);
  expect(hashSigningKey(key)).not.toContain('00112233445566778899aabbccddeeff');
});

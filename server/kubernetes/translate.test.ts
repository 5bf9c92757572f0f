import { describe, expect, test } from 'vitest';
import { isTransient, type KubernetesErrorKind } from './errors.ts';
import { translateAnswer, translateFailure } from './translate.ts';

function answer(status: number, body: object | string = '', headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return translateAnswer({ status, headers, body: text }, 'create Pod/web', 'Pod/web');
}

// The messages are those of Kubernetes 1.36.
test.each<[number, object, KubernetesErrorKind]>([
  [401, { reason: 'Unauthorized' }, 'unauthorized'],
  [403, { message: 'secrets is forbidden: User "u" cannot list resource "secrets" in API group ""' }, 'forbidden'],
  [403, { message: 'forbidden: User "u" cannot get path "/metrics"' }, 'forbidden'],
  [403, { message: 'roles "x" is forbidden: user "u" is attempting to grant RBAC permissions not held' }, 'forbidden'],
  [
    403,
    { message: 'pods "web" is forbidden: exceeded quota: store, requested: pods=1, used: pods=9' },
    'quota-exceeded',
  ],
  [403, { message: 'pods "web" is forbidden: violates PodSecurity "restricted:latest"' }, 'admission-denied'],
  [
    403,
    { message: `namespaces "x" is forbidden: ValidatingAdmissionPolicy 'p' denied request: no` },
    'admission-denied',
  ],
  [403, { message: 'pods "web" is forbidden: maximum cpu usage per Container is 1' }, 'admission-denied'],
  [403, { message: 'x is forbidden', details: { causes: [{ reason: 'NamespaceTerminating' }] } }, 'terminating'],
  [404, { reason: 'NotFound' }, 'not-found'],
  [409, { reason: 'AlreadyExists' }, 'already-exists'],
  [409, { reason: 'Conflict' }, 'conflict'],
  [410, { reason: 'Expired' }, 'gone'],
  [422, { reason: 'Invalid', message: 'spec.replicas: Invalid value' }, 'invalid'],
  [400, { message: 'admission webhook "w" denied the request: no' }, 'admission-denied'],
  [429, {}, 'throttled'],
  [500, {}, 'unavailable'],
  [503, {}, 'unavailable'],
  [504, {}, 'timeout'],
])('%i %o is %s', (status, body, kind) => {
  expect(answer(status, body)).toMatchObject({ kind, status, object: 'Pod/web' });
});

test('an answer that is no Status of Kubernetes, as a proxy gives it, is translated too', () => {
  expect(answer(502, '<html>Bad Gateway</html>')).toMatchObject({
    kind: 'unavailable',
    message: 'Could not create Pod/web: the cluster answered 502: <html>Bad Gateway</html>',
  });
});

test('what the server asks to wait is told, from the header or from the body', () => {
  expect(answer(429, {}, { 'retry-after': '7' }).retryAfterSeconds).toBe(7);
  expect(answer(503, { details: { retryAfterSeconds: 3 } }).retryAfterSeconds).toBe(3);
  expect(answer(500).retryAfterSeconds).toBeUndefined();
});

describe('no answer', () => {
  test('the innermost cause is told, since "fetch failed" says nothing', () => {
    const error = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:6443') });
    expect(translateFailure(error, 'read Pod/web')).toMatchObject({
      kind: 'unavailable',
      message: 'Could not read Pod/web: the cluster could not be reached: connect ECONNREFUSED 127.0.0.1:6443',
    });
  });

  test('a bound that was reached is a timeout', () => {
    expect(translateFailure(new DOMException('', 'TimeoutError'), 'read Pod/web')).toMatchObject({ kind: 'timeout' });
  });
});

test('only what heals by itself is transient', () => {
  expect([429, 500, 504, 409].map((status) => isTransient(answer(status)))).toEqual([true, true, true, true]);
  expect([401, 403, 404, 422].map((status) => isTransient(answer(status)))).toEqual([false, false, false, false]);
  expect(isTransient(new Error('something else'))).toBe(false);
});

import { expect, test } from 'vitest';
import { classify, isReleaseNotFound, lastWords } from './classify.ts';

// As helm 4.2.3 said them to an API server 1.36.3, shortened.
test.each([
  [
    'unavailable',
    'Error: kubernetes cluster unreachable: Get "http://localhost:8080/version": dial tcp 127.0.0.1:8080: connect: connection refused',
  ],
  ['unavailable', 'Error: query: failed to query with labels: Get "https://api/…": net/http: TLS handshake timeout'],
  ['unavailable', 'Error: the server is currently unable to handle the request'],
  [
    'forbidden',
    'Error: query: failed to query with labels: secrets is forbidden: User "system:serviceaccount:a:b" cannot list resource "secrets" in API group "" in the namespace "kube-system"',
  ],
  [
    'quota',
    'Error: deployments.apps "web" is forbidden: exceeded quota: none, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0',
  ],
  [
    'denied',
    `Error: configmaps "note" is forbidden: ValidatingAdmissionPolicy 'storewright-platform' with binding 'storewright-platform' denied request: not a store`,
  ],
  ['denied', 'Error: admission webhook "policy.example.com" denied the request: no'],
  [
    'terminating',
    'Error: secrets "sh.helm.release.v1.store.v1" is forbidden: unable to create new content in namespace store-x because it is being terminated',
  ],
  [
    'invalid-values',
    "Error: values don't meet the specifications of the schema(s) in the following chart(s):\nsingle:\n- at '': missing property 'store'",
  ],
  ['conflict', 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress'],
  [
    'conflict',
    'Error: Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your changes to the latest version',
  ],
  ['timeout', 'Error: failed to delete release: store: context deadline exceeded'],
  ['failed', 'Error: template: single/templates/configmap.yaml:6:11: executing "…" at <fail>: error calling fail: no'],
] as const)('%s: %s', (kind, words) => {
  expect(classify(words)).toBe(kind);
});

test('the last words are without warnings, colours and the word Error, and bounded', () => {
  expect(lastWords('WARNING: old\n\u001b[31mError: no\u001b[0m such thing\n\n')).toBe('no such thing');
  expect(lastWords('x'.repeat(100_000)).length).toBeLessThan(2000);
});

test('a release that is not there is told apart from an object that is not there', () => {
  expect(isReleaseNotFound('release: not found')).toBe(true);
  expect(isReleaseNotFound('namespaces "store-x" not found')).toBe(false);
});

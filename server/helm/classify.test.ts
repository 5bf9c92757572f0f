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
  ['no-room', 'Error: failed to save: write /tmp/x/cache/index.yaml: no space left on device'],
  ['timeout', 'Error: failed to delete release: store: context deadline exceeded'],
  ['failed', 'Error: template: single/templates/configmap.yaml:6:11: executing "…" at <fail>: error calling fail: no'],
] as const)('%s: %s', (kind, words) => {
  expect(classify(words)).toBe(kind);
});

test.each([
  ['failed', 'Error: uninstall: Release not loaded: store: release: not found'],
  ['terminating', 'is forbidden: because it is being terminated'],
  ['quota', 'is forbidden: failed quota: store-quota: must specify limits.cpu'],
  ['denied', 'pods "web" is forbidden: violates PodSecurity "restricted:latest"'],
  ['denied', 'the webhook denied request'],
  ['denied', 'failed calling admission webhook'],
  ['forbidden', 'Unauthorized'],
  ['forbidden', 'User "x" cannot patch resource "services"'],
  ['invalid-values', 'Error: failed to parse -: error converting YAML to JSON'],
  ['invalid-values', 'Error: failed to parse stdin'],
  ['invalid-values', 'see values.schema.json'],
  ['conflict', 'Error: cannot re-use a name that is still in use'],
  ['conflict', 'Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas'],
  ['conflict', 'Apply failed with 2 conflicts: conflicts with "kubectl"'],
  ['unavailable', 'dial tcp: lookup api: no such host'],
  ['unavailable', 'read tcp 10.0.0.1:1: i/o timeout'],
  ['unavailable', 'connection reset by peer'],
  ['unavailable', 'connect: network is unreachable'],
  ['unavailable', 'connect: no route to host'],
  ['unavailable', 'unexpected EOF'],
  ['unavailable', 'Get "https://api/version": EOF\nmore'],
  ['unavailable', 'the server has received too many requests'],
  ['unavailable', 'etcdserver: leader changed'],
  ['unavailable', 'Internal error occurred: no'],
  ['unavailable', 'an error on the server ("") has prevented the request from succeeding'],
  ['unavailable', 'http2: client connection lost'],
  ['timeout', 'timed out waiting for the condition'],
  ['timeout', 'request timeout'],
  ['failed', 'the EOF: of a file'],
  ['failed', ''],
] as const)('%s, by fewer words: %s', (kind, words) => {
  expect(classify(words)).toBe(kind);
});

test('what is not helm’s own chatter stays, line by line', () => {
  const chatter = [
    'WARNING: old',
    'I0101 12:00:00 info',
    'W1231 12:00:00 warn',
    'level=WARN no',
    'level=INFO no',
    'level=DEBUG no',
  ];
  const words = [
    'a WARNING: in between',
    'see I0101 there',
    'W12 is short',
    'X0101 else',
    'level=ERROR yes',
    'Error: again',
  ];
  expect(lastWords([...chatter, ...words.map((line) => `${line}  `), ''].join('\n'))).toBe(words.join('\n'));
});

test('only the first word Error goes, and only from the start', () => {
  expect(lastWords('Error: Error: twice')).toBe('Error: twice');
  expect(lastWords('an Error: inside')).toBe('an Error: inside');
});

test('of many words the end is kept, and the cut is shown', () => {
  const words = `${'a'.repeat(1000)}${'b'.repeat(500)}`;
  expect(lastWords(words)).toBe(words);
  expect(lastWords(`x${words}`)).toBe(`…${words}`);
});

test('the last words are without warnings, colours and the word Error, and bounded', () => {
  expect(lastWords('WARNING: old\n\u001b[31mError: no\u001b[0m such thing\n\n')).toBe('no such thing');
  expect(lastWords('x'.repeat(100_000)).length).toBeLessThan(2000);
});

test('a release that is not there is told apart from an object that is not there', () => {
  expect(isReleaseNotFound('release: not found')).toBe(true);
  expect(isReleaseNotFound('Error: Release: Not found')).toBe(true);
  expect(isReleaseNotFound('namespaces "store-x" not found')).toBe(false);
});

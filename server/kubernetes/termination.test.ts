import { expect, test } from 'vitest';
import { describeTermination, explainTermination } from './termination.ts';

const condition = (type: string, message: string, status = 'True') => ({ type, status, reason: 'x', message });

test('kinds, numbers and finalizers of a stuck namespace are read from its conditions', () => {
  const termination = describeTermination({
    conditions: [
      condition('NamespaceDeletionDiscoveryFailure', 'All resources successfully discovered', 'False'),
      condition(
        'NamespaceContentRemaining',
        'Some resources are remaining: configmaps. has 1 resource instances, ingresses.networking.k8s.io has 12 resource instances',
      ),
      condition(
        'NamespaceFinalizersRemaining',
        'Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances, other in 11 resource instances',
      ),
    ],
  });
  expect(termination).toEqual({
    remaining: [
      { kind: 'configmaps', count: 1 },
      { kind: 'ingresses.networking.k8s.io', count: 12 },
    ],
    finalizers: [
      { finalizer: 'example.com/hold', count: 2 },
      { finalizer: 'other', count: 11 },
    ],
    problems: [],
  });
  expect(explainTermination(termination)).toBe(
    'still there: 1 configmaps, 12 ingresses.networking.k8s.io; held by finalizer example.com/hold (2), other (11)',
  );
});

test('a cluster that cannot look for what is left says so', () => {
  const words = 'Discovery failed for some groups, 1 failing: metrics.k8s.io/v1beta1';
  const termination = describeTermination({ conditions: [condition('NamespaceDeletionDiscoveryFailure', words)] });
  expect(termination).toEqual({ remaining: [], finalizers: [], problems: [words] });
});

test('a namespace that has just begun to end waits for nothing in particular', () => {
  expect(explainTermination(describeTermination({ conditions: [] }))).toBe('the cluster is removing what is in it');
});

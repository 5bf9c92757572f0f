import { describe, expect, it } from 'vitest';
import { HelmError } from '#server/helm/index.ts';
import { KubernetesError } from '#server/kubernetes/errors.ts';
import { verdictOf } from './verdict.ts';

describe('an error of a step', () => {
  it.each(['unavailable', 'throttled', 'timeout', 'terminating'] as const)(
    'of the cluster, %s, is no fault of the store',
    (kind) => {
      expect(verdictOf(new KubernetesError(kind, 'words'))).toMatchObject({ is: 'transient' });
    },
  );

  it.each([
    ['quota-exceeded', 'QuotaExceeded'],
    ['admission-denied', 'AdmissionDenied'],
  ] as const)('of the cluster, %s, fails the store for good', (kind, reason) => {
    expect(verdictOf(new KubernetesError(kind, 'words'))).toMatchObject({
      is: 'final',
      failure: { finding: { reason } },
    });
  });

  it.each(['missing', 'wrong-version', 'no-room'] as const)('of helm, %s, is a fault of the platform', (kind) => {
    expect(verdictOf(new HelmError(kind, 'upgrade', 'words'))).toEqual({ is: 'unable', reason: 'words' });
  });

  it.each(['killed', 'timeout', 'unavailable'] as const)('of helm, %s, is no fault of the store', (kind) => {
    expect(verdictOf(new HelmError(kind, 'upgrade', 'words'))).toMatchObject({ is: 'transient' });
  });

  it('of helm about its chart or values fails the store for good', () => {
    expect(verdictOf(new HelmError('failed', 'upgrade', 'words'))).toMatchObject({
      failure: { finding: { reason: 'ChartFailed' } },
    });
  });

  it('that says that a right is missing is neither transient nor final', () => {
    expect(verdictOf(new KubernetesError('forbidden', 'words'))).toMatchObject({ is: 'forbidden' });
    expect(verdictOf(new HelmError('forbidden', 'upgrade', 'words'))).toMatchObject({ is: 'forbidden' });
  });

  it('that nobody foresaw is told apart', () => {
    expect(verdictOf(new TypeError('words'))).toEqual({ is: 'unforeseen' });
  });
});

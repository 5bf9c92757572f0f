import { describe, expect, it } from 'vitest';
import { KubernetesError } from '#server/kubernetes/errors.ts';
import { attemptStep, type StepBody, type StepContext } from './attempt-step.ts';
import { notYet } from './progress.ts';

const never = new AbortController().signal;
const lease = { guard: () => {}, lost: never, isLost: () => false, stop: () => {} };

/** A slice with so much time left, after so many failures in a row. */
function attempt(body: StepBody, { msLeft = 100, failures = 0 } = {}) {
  const context = {
    operationId: 'operation',
    store: { id: 'store' },
    waiting: never,
    msLeft: () => msLeft,
    note: () => {},
  } as unknown as StepContext;
  return attemptStep(body, { context, lease, step: 'apply-limits', kind: 'provision', deadline: null, failures });
}

const refuse = (retryAfterSeconds?: number) => async () => {
  throw new KubernetesError(retryAfterSeconds ? 'throttled' : 'unavailable', 'no', { retryAfterSeconds });
};

describe('a step whose slice ends', () => {
  it('F12 keeps the pause that the API server asked for', async () => {
    const result = await attempt(refuse(2));
    expect(result).toMatchObject({ is: 'again', failures: 1 });
    expect(result).toHaveProperty(
      'pauseSeconds',
      expect.toSatisfy((seconds: number) => seconds >= 2 && seconds < 3),
    );
  });

  it('F11 goes on with its backoff in the next slice, up to a bound', async () => {
    const pauseAfter = async (failures: number) => {
      const result = await attempt(refuse(), { failures });
      expect(result).toMatchObject({ is: 'again', failures: failures + 1 });
      return 'pauseSeconds' in result ? result.pauseSeconds : 0;
    };
    const [early, late, later] = [await pauseAfter(4), await pauseAfter(20), await pauseAfter(21)];
    expect(early).toBeGreaterThanOrEqual(1.6);
    expect(late).toBeGreaterThanOrEqual(2.5);
    expect(late).toBeLessThanOrEqual(5);
    expect(late, 'chance').not.toBe(later);
  });

  it('begins its backoff anew when a call came through', async () => {
    const result = await attempt(async () => notYet('Something else is waited for.'), { failures: 7 });
    expect(result).toMatchObject({ is: 'again', pauseSeconds: 0, failures: 0 });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { HelmError } from '#server/helm/index.ts';
import { KubernetesError } from '#server/kubernetes/errors.ts';
import { attemptStep, type StepBody, type StepContext } from './attempt-step.ts';
import { notYet } from './progress.ts';

const never = new AbortController().signal;
const lease = { guard: () => {}, lost: never, isLost: () => false, stop: () => {} };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A slice with so much time left, after so many failures in a row. */
function attempt(body: StepBody, { msLeft = 100, failures = 0 } = {}) {
  const context = {
    operationId: 'operation',
    store: { id: 'store' },
    waiting: never,
    msLeft: () => msLeft,
    note: () => {},
  } as unknown as StepContext;
  return attemptStep(body, {
    context,
    lease,
    step: 'apply-limits',
    kind: 'provision',
    deadline: null,
    failures,
    postpone: async () => {},
  });
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

it('what a wait noted last stays said when SIGTERM breaks it off', async () => {
  const notes: string[] = [];
  const stop = new AbortController();
  const context = {
    operationId: 'operation',
    store: { id: 'store' },
    waiting: stop.signal,
    msLeft: () => 10_000,
    note: (reason: string) => void notes.push(reason),
  } as unknown as StepContext;
  const body: StepBody = async ({ note, waiting }) => {
    note('The pod web-0 pulls its image.');
    stop.abort();
    waiting.throwIfAborted();
    return notYet('Never said.');
  };
  const given = { context, lease, step: 'start-store', kind: 'provision', failures: 0, deadline: null } as const;
  const result = await attemptStep(body, { ...given, postpone: async () => {} });
  expect(result).toMatchObject({ is: 'again', reason: 'The pod web-0 pulls its image.' });
  expect(new Set(notes)).toEqual(new Set(['The pod web-0 pulls its image.']));
});

describe('a provisioning past its deadline', () => {
  it.each(['missing', 'wrong-version', 'no-room'] as const)(
    'F18 F41 does not fail for %s: its clock stands still for as long as the slice and the pause take',
    async (kind) => {
      const notes: string[] = [];
      const context = {
        operationId: 'operation',
        store: { id: 'store' },
        waiting: never,
        msLeft: () => 10_000,
        note: (reason: string) => void notes.push(reason),
      } as unknown as StepContext;
      const postpone = vi.fn<(ms: number) => Promise<void>>();
      const body = () => Promise.reject(new HelmError(kind, 'upgrade', 'the words of helm'));
      const given = { context, lease, step: 'install-chart', kind: 'provision', failures: 0, postpone } as const;
      const result = await attemptStep(body, { ...given, deadline: new Date(Date.now() - 1) });
      expect(result).toMatchObject({ is: 'again', reason: expect.stringContaining('the words of helm') });
      expect(notes).toEqual([expect.stringMatching(/^The platform cannot do this just now/)]);
      const { pauseSeconds } = result as { pauseSeconds: number };
      expect(pauseSeconds).toBeGreaterThan(0);
      expect(postpone.mock.calls.flat()).toEqual([expect.toSatisfy((ms: number) => ms >= pauseSeconds * 1000 + 1000)]);
    },
  );

  it.each([
    ['F20 a helm that hung', new HelmError('timeout', 'upgrade', 'helm was ended after 20 s.'), /helm was ended/],
    ['F14 a call that hung', new DOMException('', 'TimeoutError'), /Nothing has answered yet/],
  ])('%s to the end of the slice fails it with Timeout, and before the deadline does not', async (_, error, words) => {
    vi.stubEnv('DATABASE_URL', 'postgresql://app@localhost/storewright');
    vi.stubEnv('NEXTAUTH_SECRET', 'only for these tests');
    const context = {
      operationId: 'operation',
      store: { id: 'store' },
      waiting: AbortSignal.abort(new DOMException('', 'TimeoutError')),
      msLeft: () => 0,
      note: () => {},
    } as unknown as StepContext;
    const given = { context, lease, step: 'install-chart', kind: 'provision', failures: 0 } as const;
    const body = () => Promise.reject(error);
    const attemptBy = (deadline: number) =>
      attemptStep(body, { ...given, deadline: new Date(deadline), postpone: async () => {} });
    const again = { is: 'again', reason: expect.stringMatching(words) };
    expect(await attemptBy(Date.now() + 60_000)).toMatchObject(again);
    const finding = { reason: 'Timeout', message: expect.stringMatching(words) };
    await expect(attemptBy(Date.now() - 1)).rejects.toMatchObject({ finding });
  });
});

import { expect, it } from 'vitest';
import type { JobReport } from '#server/kubernetes/job-report.ts';
import { toOrderCheckView } from './order-check.ts';

const times = { startedAt: new Date(0), finishedAt: new Date(5000) };
const report = (state: JobReport['state'], message: string | null) =>
  toOrderCheckView({ name: 'order-check-1', state, message, ...times });
const steps = [{ name: 'Find the product', ms: 12 }];
const failure = { step: 'Check out', answer: 'POST /checkout answered 500' };

it('a check that passed shows what it did', () => {
  expect(report('succeeded', JSON.stringify({ steps }))).toEqual({ state: 'passed', steps, failure: null, ...times });
});

it('a check that failed shows the step and the answer', () => {
  expect(report('failed', JSON.stringify({ steps, failure }))).toMatchObject({ state: 'failed', steps, failure });
});

it('what a first pod failed with is no failure of a check that a second one passed', () => {
  expect(report('succeeded', JSON.stringify({ steps, failure })).failure).toBeNull();
});

it.each(['{"steps":[{"name":', '[]', 'null', 'exec /order-check: no such file'])(
  'a message that is no report, %s, is shown as it is, and only of a failure',
  (message) => {
    expect(report('failed', message)).toMatchObject({ steps: [], failure: { answer: message } });
    expect(report('succeeded', message)).toMatchObject({ steps: [], failure: null });
  },
);

it('a check without a message has neither steps nor a failure', () => {
  expect(report('failed', null)).toMatchObject({ steps: [], failure: null });
});

it('a check that runs has neither passed nor failed, whatever its first pod said', () => {
  expect(report('running', JSON.stringify({ steps, failure }))).toMatchObject({
    state: 'running',
    steps,
    failure: null,
  });
});

it('a message that names no failure shows none', () => {
  expect(report('failed', JSON.stringify({ steps }))).toMatchObject({ state: 'failed', steps, failure: null });
  expect(report('failed', '{}')).toMatchObject({ steps: [], failure: null });
});

it('what was shown as it is names no step', () => {
  expect(report('failed', 'cut off').failure).toEqual({ step: '', answer: 'cut off' });
});

import { expect, it } from 'vitest';
import type { JobReport } from '#server/kubernetes/job-report.ts';
import { isAnsweredBy, toOrderCheckView, toUnansweredView } from './order-check.ts';
import type { OperationView } from './view.ts';

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

const asked = {
  id: '01234567-89ab-4cde-8f01-23456789abcd',
  kind: 'check',
  status: 'running',
  failure: null,
  createdAt: new Date(10_000),
  startedAt: new Date(11_000),
  finishedAt: null,
  deadline: null,
  steps: [],
} as const satisfies OperationView;
const ofProvisioning: JobReport = { name: 'order-check-fedcba98', state: 'succeeded', message: null, ...times };
const own: JobReport = { name: 'order-check-01234567', state: 'running', message: null, ...times, finishedAt: null };
const failed = {
  ...asked,
  status: 'failed',
  failure: { reason: 'ImagePull', step: 'x', message: 'No image.' },
} as const;

it.each([
  ['not by the Job of the provisioning before it', asked, ofProvisioning, false],
  ['not where there is no Job yet', asked, null, false],
  ['by its own Job, also while that runs', asked, own, true],
  ['by a Job that somebody had made later', asked, { ...ofProvisioning, startedAt: new Date(20_000) }, true],
  ['not by its own Job that still tries what has failed already', failed, own, false],
  ['by its own Job that failed', failed, { ...own, state: 'failed' } as const, true],
  ['by whichever is left, once it has succeeded', { ...asked, status: 'succeeded' } as const, ofProvisioning, true],
])('another order check is answered %s', (_, operation, newest, isAnswered) => {
  expect(isAnsweredBy(newest, operation)).toBe(isAnswered);
});

it('an order check of which no Job tells runs from the moment it is asked for, or has failed for the reason of its operation', () => {
  expect(toUnansweredView({ ...asked, startedAt: null })).toMatchObject({
    state: 'running',
    startedAt: asked.createdAt,
  });
  expect(toUnansweredView(failed)).toMatchObject({ state: 'failed', failure: { step: '', answer: 'No image.' } });
});

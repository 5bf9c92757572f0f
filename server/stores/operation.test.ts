import { describe, expect, it } from 'vitest';
import * as database from '#server/generated/prisma/enums.ts';
import {
  ADVICE,
  FAILURE_REASONS,
  LIVE_OPERATION_STATUSES,
  OPERATION_KINDS,
  OPERATION_STATUSES,
  STEP_STATUSES,
} from './operation.ts';
import { STORE_STATUSES } from './status.ts';

describe('the words of the rules are those of the database:', () => {
  it.each([
    ['kinds of operations', OPERATION_KINDS, database.OperationKind],
    ['statuses of operations', OPERATION_STATUSES, database.OperationStatus],
    ['statuses of steps', STEP_STATUSES, database.StepStatus],
    ['statuses of stores', STORE_STATUSES, database.StoreStatus],
  ])('%s', (_, ours, theirs) => {
    expect([...ours]).toEqual(Object.values(theirs));
  });
});

it('an operation is live until it has an end', () => {
  const ends = ['succeeded', 'failed', 'cancelled'];
  expect([...LIVE_OPERATION_STATUSES]).toEqual(OPERATION_STATUSES.filter((status) => !ends.includes(status)));
});

describe('a reason of a failure', () => {
  it('has a name fit for a label, and advice of its own', () => {
    expect(Object.keys(ADVICE)).toEqual([...FAILURE_REASONS]);
    expect(FAILURE_REASONS.filter((reason) => !/^[A-Z][A-Za-z]+$/.test(reason))).toEqual([]);
    expect(new Set(Object.values(ADVICE)).size).toBe(FAILURE_REASONS.length);
  });

  it.each(Object.entries(ADVICE))('%s: the advice says what to do', (_, advice) => {
    expect(advice).toMatch(/^[A-Z].+\.$/);
    expect(advice).toMatch(/retry|Retry|Delete this store/);
  });
});

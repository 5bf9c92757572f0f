import { describe, expect, it } from 'vitest';
import { honest, type Result } from './result.ts';

const reported = (passed: number, ...failed: string[]): Result => ({
  passed,
  failures: failed.map((name) => ({ name, why: 'because' })),
});

describe('the result of a suite', () => {
  it('is what its report says', () => {
    expect(honest(reported(3, 'one'), 1)).toEqual(reported(3, 'one'));
    expect(honest(reported(3), 0)).toEqual(reported(3));
  });

  it('is a failure when the runner failed although no test did', () => {
    expect(honest(reported(3), 1)).toMatchObject({ passed: 3, failures: [{ name: 'the run itself' }] });
  });

  it('is a failure when no test was found', () => {
    expect(honest(reported(0), 0)).toMatchObject({ passed: 0, failures: [{ name: 'the run itself' }] });
  });
});

import { describe, expect, it } from 'vitest';
import { honest } from './result.ts';

describe('the totals of a suite', () => {
  it('are what its report counts', () => {
    expect(honest({ passed: 3, failed: 1 }, 1)).toEqual({ passed: 3, failed: 1 });
    expect(honest({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 });
  });

  it('are a failure when the runner failed although no test did', () => {
    expect(honest({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
  });

  it('are a failure when no test was found', () => {
    expect(honest({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

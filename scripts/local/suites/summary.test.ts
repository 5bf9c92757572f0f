import { describe, expect, it } from 'vitest';
import { summaryOf } from './summary.ts';

describe('the summary of a run', () => {
  it('is one line when nothing failed', () => {
    expect(summaryOf({ passed: 3, failures: [] })).toBe('3 passed, 0 failed');
  });

  it('names each failure with what it said, without colours, and ends with the totals', () => {
    const failures = [
      { name: 'a.test.ts › holds', why: '\u001b[31mexpected 1\u001b[39m\nto be 2' },
      { name: 'b.test.ts', why: 'cannot be loaded' },
    ];
    expect(summaryOf({ passed: 1, failures }).split('\n')).toEqual([
      '',
      'Failed:',
      '✗ a.test.ts › holds',
      '    expected 1',
      '    to be 2',
      '✗ b.test.ts',
      '    cannot be loaded',
      '',
      '1 passed, 2 failed',
    ]);
  });

  it('cuts what a failure said when it is long', () => {
    const why = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join('\n');
    const summary = summaryOf({ passed: 0, failures: [{ name: 'a', why }] });
    expect(summary).toContain('line 24\n    …\n');
    expect(summary).not.toContain('line 25');
  });
});

import { describe, expect, it } from 'vitest';
import { canFollow, isAllowed, NEXT_STATUSES, STORE_STATUSES, statusesBefore } from './status.ts';

describe('the table of statuses', () => {
  it('lets a deletion overtake everything but itself', () => {
    expect(STORE_STATUSES.filter((status) => canFollow(status, 'deleting'))).toEqual([
      'provisioning',
      'ready',
      'failed',
    ]);
  });

  it('never makes a store ready that is being deleted', () => {
    expect(statusesBefore('ready')).toEqual(['provisioning']);
  });

  it('lets a store become ready or fail, fail later, and be tried again', () => {
    expect(STORE_STATUSES.map((to) => statusesBefore(to))).toEqual([
      ['failed'],
      ['provisioning'],
      ['provisioning', 'ready', 'deleting'],
      ['provisioning', 'ready', 'failed'],
    ]);
  });

  it('leads out of every status', () => {
    for (const status of STORE_STATUSES) expect(NEXT_STATUSES[status].length).toBeGreaterThan(0);
  });
});

describe('what a person may ask for', () => {
  it('offers a retry only for a provisioning that failed', () => {
    expect(isAllowed('retry', { status: 'failed', lastOperation: 'provision' })).toBe(true);
    expect(isAllowed('retry', { status: 'failed', lastOperation: 'delete' })).toBe(false);
    for (const status of STORE_STATUSES)
      expect(isAllowed('retry', { status, lastOperation: 'provision' })).toBe(status === 'failed');
  });

  it('offers another test order only in a store that is ready', () => {
    for (const status of STORE_STATUSES)
      expect(isAllowed('check', { status, lastOperation: 'provision' })).toBe(status === 'ready');
  });

  it('offers a deletion whenever none is under way', () => {
    for (const status of STORE_STATUSES) {
      expect(isAllowed('delete', { status, lastOperation: 'provision' })).toBe(status !== 'deleting');
    }
    expect(isAllowed('delete', { status: 'failed', lastOperation: 'delete' })).toBe(true);
  });
});

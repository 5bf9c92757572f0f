import { describe, expect, it } from 'vitest';
import { dueDispatch, type LiveOperation } from './due.ts';

const SETTINGS = { staleMs: 45_000, takeoverMs: 10_000, boundMs: 20_000 };
const NOW = 1_000_000;

const operation = (change: Partial<LiveOperation>): LiveOperation => ({
  status: 'queued',
  dispatch: 1,
  sentAt: null,
  sendAfter: NOW,
  leaseUntil: null,
  holder: null,
  ...change,
});
const due = (change: Partial<LiveOperation>, { isDead = false, since = 0 } = {}) =>
  dueDispatch(operation(change), NOW, { ...SETTINGS, since }, () => isDead);

describe('an event that was not acknowledged', () => {
  it('is sent again under the same id', () => {
    expect(due({ sentAt: null })).toBe('repeat');
  });

  it('is left to the process that has just taken it', () => {
    expect(due({ sentAt: null, sendAfter: NOW + 1 })).toBeNull();
  });
});

describe('an event that was acknowledged and came to nothing', () => {
  it('is followed by the next one when nobody began in time', () => {
    expect(due({ sentAt: NOW - 44_999 })).toBeNull();
    expect(due({ sentAt: NOW - 45_000 })).toBe('next');
  });

  it('is followed by the next one once when it was sent before this process began, as soon as that can be called', () => {
    const since = NOW - 2_000;
    expect(due({ sentAt: since - 1 }, { since })).toBe('next');
    expect(due({ sentAt: since - 1 }, { since: since + 1 })).toBeNull();
    expect(due({ sentAt: since }, { since })).toBeNull();
    expect(due({ sentAt: since - 1, dispatch: 2 }, { since })).toBeNull();
    expect(due({ sentAt: since - 1, status: 'running', leaseUntil: NOW }, { since })).toBeNull();
  });

  it('does not flood a queue that is merely long', () => {
    expect(due({ sentAt: NOW - 45_000, dispatch: 2 })).toBeNull();
    expect(due({ sentAt: NOW - 90_000, dispatch: 2 })).toBe('next');
    expect(due({ sentAt: NOW - 45_000 * 32, dispatch: 60 })).toBe('next');
  });
});

describe('work under way', () => {
  const running = { status: 'running', sentAt: NOW - 100_000 } as const;

  it('is left alone while its lease lasts', () => {
    expect(due({ ...running, leaseUntil: NOW + 1 })).toBeNull();
  });

  it('is taken up when the lease of a run between two steps is over', () => {
    expect(due({ ...running, leaseUntil: NOW })).toBe('next');
  });

  it('is not taken up before the longest write of a silent holder must have ended', () => {
    expect(due({ ...running, leaseUntil: NOW - 19_999, holder: 'host/1/2' })).toBeNull();
    expect(due({ ...running, leaseUntil: NOW - 20_000, holder: 'host/1/2' })).toBe('next');
  });

  it('is taken up at once when its holder is known to be dead', () => {
    expect(due({ ...running, leaseUntil: NOW + 9_000, holder: 'host/1/2' }, { isDead: true })).toBe('next');
  });

  it('is taken up soon, however often it was interrupted before', () => {
    expect(due({ ...running, sentAt: NOW - 20_000, dispatch: 50, leaseUntil: NOW - 1 })).toBe('next');
  });

  it('gives the event that was sent last the time to begin', () => {
    expect(due({ ...running, sentAt: NOW - 9_999, leaseUntil: NOW - 50_000 })).toBeNull();
  });
});

import { env } from '#server/env.ts';
import { log } from '#server/log.ts';
import { describeError } from '#server/errors.ts';
import { singleton } from '#server/singleton.ts';
import type { StoreNotice } from '#server/stores/change-feed.ts';
import { type Fence, renewLease } from '#server/stores/progress.ts';

/** Thrown by the guard of a lease that is over: the attempt must end without another write and without a verdict. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export type Lease = {
  /** Throws LeaseLost when no write may start any more, by this process's own monotonic clock. */
  guard: () => void;
  /** Aborted when the lease is lost. */
  lost: AbortSignal;
  isLost: () => boolean;
  /** Ends the renewals. The row is the caller's to release. */
  stop: () => void;
};

/** Leases of this process by store, so that a cancellation is noticed when it is told and not only at the next renewal. */
const held = singleton('leases', () => new Map<string, { operationId: string; renew: () => void }>());

/** Makes the lease of a store be looked at now if the store is in another operation; most changes are what its own operation writes. */
export function recheckLease({ id, operationId }: StoreNotice): void {
  const lease = held().get(id);
  if (lease && lease.operationId !== operationId) lease.renew();
}

/**
 * Keeps a lease that was acquired at `acquiredAt` (performance.now() before the statement was sent, so that our clock ends
 * never later than the database's).
 */
export function keepLease(storeId: string, fence: Fence, acquiredAt: number): Lease {
  const { LEASE_SECONDS, LEASE_RENEW_SECONDS } = env();
  const lost = new AbortController();
  let validUntil = acquiredAt + LEASE_SECONDS * 1000;
  let renewing = false;

  const lose = (why: string) => {
    clearInterval(timer);
    if (!lost.signal.aborted)
      lost.abort(new LeaseLost(`Attempt ${fence.attempt} of operation ${fence.operationId}: ${why}`));
  };
  const renew = async () => {
    if (performance.now() >= validUntil) return lose('the lease ran out');
    if (renewing) return;
    renewing = true;
    const asked = performance.now();
    try {
      if (await renewLease(fence, LEASE_SECONDS)) validUntil = asked + LEASE_SECONDS * 1000;
      else lose('the operation was cancelled or taken over');
    } catch (error) {
      log.warn({ operationId: fence.operationId, storeId, error: describeError(error) }, 'lease.renewal-failed');
    } finally {
      renewing = false;
    }
  };
  const timer = setInterval(renew, LEASE_RENEW_SECONDS * 1000);
  held().set(storeId, { operationId: fence.operationId, renew });

  return {
    guard: () => {
      if (performance.now() >= validUntil) lose('the lease ran out');
      lost.signal.throwIfAborted();
    },
    lost: lost.signal,
    isLost: () => lost.signal.aborted,
    stop: () => {
      clearInterval(timer);
      if (held().get(storeId)?.renew === renew) held().delete(storeId);
    },
  };
}

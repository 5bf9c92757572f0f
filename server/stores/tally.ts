import { metrics } from '#server/metrics/metrics.ts';
import type { FailureReason } from './operation.ts';
import type { StoreStatus } from './status.ts';

/** `none`: the store was just accepted; `gone`: its row is no more. */
export function countTransition(type: string, from: StoreStatus | 'none', to: StoreStatus | 'gone'): void {
  metrics().storeTransitions.inc({ type, from, to });
}

const DURATIONS = { provision: 'provisionDuration', delete: 'deleteDuration' } as const;

/** `seconds`: since the operation was asked for, by the database's clock. Only what moves a store's status is counted. */
type Ended = { type: string; kind: keyof typeof DURATIONS; seconds: number };

/** Counts that a provisioning made a store READY, or that a deletion is complete. */
export function countSuccess({ type, kind, seconds }: Ended): void {
  metrics()[DURATIONS[kind]].observe({ type, outcome: 'succeeded' }, seconds);
  if (kind === 'delete') countTransition(type, 'deleting', 'gone');
}

/** Counts an operation whose failure made its store `failed`. */
export function countFailure({ type, kind, seconds }: Ended, reason: FailureReason): void {
  metrics()[DURATIONS[kind]].observe({ type, outcome: 'failed' }, seconds);
  countTransition(type, kind === 'provision' ? 'provisioning' : 'deleting', 'failed');
  if (kind === 'provision') metrics().provisionFailures.inc({ type, reason });
}

import type { StoreStatus } from './status.ts';

const LABELS = {
  provisioning: 'Provisioning',
  ready: 'Ready',
  failed: 'Failed',
  deleting: 'Deleting',
} as const satisfies Record<StoreStatus, string>;

/** The status as people read it. On simulated nodes no shop runs behind a ready store, and each place that says so says it. */
export function statusLabel(status: StoreStatus, isSimulated: boolean): string {
  return status === 'ready' && isSimulated ? `${LABELS.ready} (simulated)` : LABELS[status];
}

/** Whether the store is on its way somewhere, so that a step and a clock belong beside its status. */
export function isInTransition(status: StoreStatus): boolean {
  return status === 'provisioning' || status === 'deleting';
}

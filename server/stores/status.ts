import type { OperationKind } from './operation.ts';

export const STORE_STATUSES = ['provisioning', 'ready', 'failed', 'deleting'] as const;
export type StoreStatus = (typeof STORE_STATUSES)[number];

/**
 * What may follow what (DESIGN §4). Server, buttons and tests read this one table. A store leaves `deleting` only by being
 * gone, or by a deletion that failed for good.
 */
export const NEXT_STATUSES = {
  provisioning: ['ready', 'failed', 'deleting'],
  ready: ['failed', 'deleting'],
  failed: ['provisioning', 'deleting'],
  deleting: ['failed'],
} as const satisfies Record<StoreStatus, readonly StoreStatus[]>;

export function canFollow(from: StoreStatus, to: StoreStatus): boolean {
  return (NEXT_STATUSES[from] as readonly StoreStatus[]).includes(to);
}

/** The statuses from which a compare-and-set may move to `to`. */
export function statusesBefore(to: StoreStatus): StoreStatus[] {
  return STORE_STATUSES.filter((from) => canFollow(from, to));
}

export const STORE_ACTIONS = ['delete', 'retry', 'check'] as const;
export type StoreAction = (typeof STORE_ACTIONS)[number];

const ALLOWED_IN = {
  delete: ['provisioning', 'ready', 'failed'],
  retry: ['failed'],
  check: ['ready'],
} as const satisfies Record<StoreAction, readonly StoreStatus[]>;

/**
 * Whether a person may ask for `action` now. A retry takes up the provisioning that failed; after a failed deletion only a
 * further deletion makes sense.
 */
export function isAllowed(action: StoreAction, store: { status: StoreStatus; lastOperation: OperationKind }): boolean {
  if (action === 'retry' && store.lastOperation !== 'provision') return false;
  return (ALLOWED_IN[action] as readonly StoreStatus[]).includes(store.status);
}

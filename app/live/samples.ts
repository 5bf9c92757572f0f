import type { StoreView } from '#server/stores/view.ts';
import type { StoreList } from './store-list.ts';

export const COUNTS = { provisioning: 0, ready: 1, failed: 0, deleting: 0 };

/** A store made in second `age` of the day, so that a higher one stands further up. */
export function store(id: string, age: number, changes: Partial<StoreView> = {}): StoreView {
  return {
    id,
    name: `shop-${id}`,
    namespace: `store-${id}`,
    type: 'medusa',
    status: 'ready',
    version: 1,
    host: `${id}.localhost`,
    url: `http://${id}.localhost/`,
    adminUrl: `http://${id}.localhost/app`,
    createdAt: new Date(age * 1000),
    readyAt: null,
    operation: {
      id: `operation-${id}`,
      kind: 'provision',
      status: 'succeeded',
      failure: null,
      createdAt: new Date(age * 1000),
      startedAt: null,
      finishedAt: null,
      deadline: null,
      steps: [],
    },
    ...changes,
  };
}

export const list = (stores: StoreView[], nextCursor: string | null = null): StoreList => ({
  stores,
  nextCursor,
  counts: COUNTS,
});
export const ids = ({ stores }: StoreList) => stores.map(({ id }) => id);

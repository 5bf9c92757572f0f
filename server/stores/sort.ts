/** In which order a person's stores are listed; the first is the usual one. */
export const STORE_SORTS = ['newest', 'oldest', 'name'] as const;
export type StoreSort = (typeof STORE_SORTS)[number];

export type SortKey = 'createdAt' | 'name';
export type StoreOrder = { key: SortKey; direction: 'asc' | 'desc' };

/** What each order goes by: neither ever changes of a store. What is equal goes by id, in the same direction. */
export const STORE_ORDERS: Readonly<Record<StoreSort, StoreOrder>> = {
  newest: { key: 'createdAt', direction: 'desc' },
  oldest: { key: 'createdAt', direction: 'asc' },
  name: { key: 'name', direction: 'asc' },
};

import type { StoreFilter } from '#app/live/store-list.ts';
import { STORE_SORTS } from '#server/stores/sort.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';

/** Every order but the usual one, which the address bar leaves out. */
export const OTHER_SORTS = STORE_SORTS.slice(1);

/** The filter in the address bar. What is no status, type, name or order of ours is passed over: an old link still leads to a list. */
export function parseFilter(parameters: URLSearchParams, types: readonly string[]): StoreFilter {
  const status = STORE_STATUSES.find((known) => known === parameters.get('status'));
  const type = types.find((known) => known === parameters.get('type'));
  const name = parameters.get('name')?.slice(0, 40);
  const sort = OTHER_SORTS.find((known) => known === parameters.get('sort'));
  return { ...(status && { status }), ...(type && { type }), ...(name && { name }), ...(sort && { sort }) };
}

import type { StoreFilter } from '#app/live/store-list.ts';
import { STORE_STATUSES } from '#server/stores/status.ts';

/** The filter in the address bar. What is no status, type or name of ours is passed over: an old link still leads to a list. */
export function parseFilter(parameters: URLSearchParams, types: readonly string[]): StoreFilter {
  const status = STORE_STATUSES.find((known) => known === parameters.get('status'));
  const type = types.find((known) => known === parameters.get('type'));
  const name = parameters.get('name')?.slice(0, 40);
  return { ...(status && { status }), ...(type && { type }), ...(name && { name }) };
}

import { TRPCClientError } from '@trpc/client';
import type { StoreView } from '#server/stores/view.ts';
import type { AppRouter } from '#server/trpc/router.ts';
import { Exit } from './exit.ts';
import type { Platform } from './platform.ts';

type Filter = Parameters<Platform['api']['store']['list']['query']>[0];

const ID = /^[a-z][a-z0-9]{9}$/;
const PAGE = 100;

/** Every store that matches, newest first, page by page. */
export async function listAll({ api }: Platform, filter: Omit<Filter, 'cursor' | 'limit'>): Promise<StoreView[]> {
  const stores: StoreView[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.store.list.query({ ...filter, limit: PAGE, cursor });
    stores.push(...page.stores);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return stores;
}

export async function findById({ api }: Platform, id: string): Promise<StoreView | null> {
  try {
    return await api.store.get.query({ id });
  } catch (error) {
    if (error instanceof TRPCClientError && (error as TRPCClientError<AppRouter>).data?.code === 'NOT_FOUND')
      return null;
    throw error;
  }
}

/** The store with that name, else with that id: a name may look like an id, and a person means the name. */
export async function getByNameOrId(platform: Platform, text: string): Promise<StoreView> {
  const named = (await listAll(platform, { name: text })).find(({ name }) => name === text);
  const store = named ?? (isId(text) ? await findById(platform, text) : null);
  if (!store) throw new Exit('notFound', `There is no store "${text}". See: scripts/store list`);
  return store;
}

export function isId(text: string): boolean {
  return ID.test(text);
}

import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '#server/trpc/router.ts';
import type { StoreChange } from '#server/stores/view.ts';
import { goneStores } from './gone.ts';
import type { Looking } from './store-cache.ts';
import { appendPage, reaches, replaceList } from './store-list.ts';

/** The most that the server gives at once. */
const PAGE_SIZE = 100;
/** Between two pages, in milliseconds: the browser and the server have others to serve, after a restart all whose streams begin anew. */
export const PAUSE_MS = 250;

/**
 * Reads a list again that was not followed for a time. A snapshot of the stream brings its first rows alone; what happened to
 * those that were loaded beyond them nothing else tells.
 */
export function rereading(queryClient: QueryClient, trpc: TRPCOptionsProxy<AppRouter>, client: TRPCClient<AppRouter>) {
  let isDue = true;
  let current: { isInVain: boolean; meanwhile: StoreChange[] } | null = null;

  /** The stream begins, or has lost something: what is being read does not do any more. */
  function lose(): void {
    isDue = true;
    if (current) current.isInVain = true;
    current = null;
  }

  /** Takes note of an event that the list has taken in. With a snapshot everything is followed again, so what is read now stays true. */
  function follow(event: StoreChange, { list }: Looking): void {
    current?.meanwhile.push(event);
    if (list && isDue && event.kind === 'snapshot') void readAgain(list);
  }

  /** As far as the list is loaded; after an error the next snapshot has it done again. */
  async function readAgain(list: NonNullable<Looking['list']>): Promise<void> {
    isDue = false;
    const { limit, ...filter } = list;
    const key = trpc.store.list.queryKey(list);
    const known = () => queryClient.getQueryData(key);
    if ((known()?.stores.length ?? 0) <= limit) return;

    const mine = (current = { isInVain: false, meanwhile: [] });
    const readPage = (cursor?: string) => client.store.list.query({ ...filter, limit: PAGE_SIZE, cursor });
    try {
      let read = await readPage();
      while (!mine.isInVain && read.nextCursor && !reaches(read, known(), filter)) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        if (mine.isInVain) return;
        read = appendPage(read, await readPage(read.nextCursor), goneStores(queryClient));
      }
      if (mine.isInVain) return;
      const scope = { filter, limit, gone: goneStores(queryClient) };
      queryClient.setQueryData(key, (before) => before && replaceList(before, read, mine.meanwhile, scope));
    } catch {
      isDue ||= !mine.isInVain;
    }
    if (!mine.isInVain) current = null;
  }

  return { lose, follow };
}

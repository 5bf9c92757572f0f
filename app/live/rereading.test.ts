import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StoreChange } from '#server/stores/view.ts';
import type { AppRouter } from '#server/trpc/router.ts';
import { PAUSE_MS, rereading } from './rereading.ts';
import { COUNTS, ids, list, store } from './samples.ts';
import type { StoreList } from './store-list.ts';

const LOOKING = { list: { limit: 2 } };
const FIRST: StoreChange = { kind: 'snapshot', stores: [store('d', 4), store('c', 3)], counts: COUNTS };
const FOUR = list([store('d', 4), store('c', 3), store('b', 2), store('a', 1)], 'after-a');

type Call = { cursor?: string; answer: (page: StoreList, ms?: number) => Promise<void>; fail: () => Promise<void> };
let calls: Call[];
let rest: ReturnType<typeof rereading>;
let shown: () => StoreList;
let show: (list: StoreList) => void;

function call(index: number): Call {
  const found = calls[index];
  if (!found) throw new Error(`There is no call ${index}.`);
  return found;
}

/** Lets what waits for an answer, and then for its turn, go on. */
const settled = async (ms = PAUSE_MS) => void (await vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  const server: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        calls.push({
          cursor: (op.input as { cursor?: string }).cursor,
          answer: (data, ms) => {
            observer.next({ result: { type: 'data', data } });
            observer.complete();
            return settled(ms);
          },
          fail: () => {
            observer.error(new TRPCClientError('The database is away.'));
            return settled();
          },
        });
      });
  const queryClient = new QueryClient();
  const client = createTRPCClient<AppRouter>({ links: [server] });
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  const key = trpc.store.list.queryKey(LOOKING.list);
  shown = () => queryClient.getQueryData(key) ?? list([]);
  show = (data) => void queryClient.setQueryData(key, data);
  rest = rereading(queryClient, trpc, client);
});

afterEach(() => vi.useRealTimers());

it('reads a list no second time of which the snapshot brings all rows that are loaded', () => {
  rest.follow(FIRST, LOOKING);
  show(list([store('d', 4), store('c', 3)], 'after-c'));
  rest.lose();
  rest.follow(FIRST, LOOKING);
  expect(calls).toEqual([]);
});

it('reads all pages that are loaded once for each loss, however many snapshots come', async () => {
  show(FOUR);
  rest.follow(FIRST, LOOKING);
  await call(0).answer(list([store('d', 4), store('c', 3)], 'after-c'));
  rest.follow(FIRST, LOOKING);
  await call(1).answer(list([store('a', 1, { version: 2 })], 'after-a'));
  rest.follow(FIRST, LOOKING);
  expect(calls.map(({ cursor }) => cursor)).toEqual([undefined, 'after-c']);
  expect(ids(shown())).toEqual(['d', 'c', 'a']);
  expect(shown().stores[2]?.version).toBe(2);
});

it('begins anew when the stream is lost in the midst of it', async () => {
  show(FOUR);
  rest.follow(FIRST, LOOKING);
  rest.lose();
  rest.follow(FIRST, LOOKING);
  await call(1).answer(list([store('d', 4), store('c', 3), store('b', 2)]));
  await call(0).answer(list([store('a', 1)]));
  expect(ids(shown())).toEqual(['d', 'c', 'b']);
  expect(calls).toHaveLength(2);
});

it('asks for a further page after a pause, and for none once it reads in vain', async () => {
  show(FOUR);
  rest.follow(FIRST, LOOKING);
  await call(0).answer(list([store('d', 4), store('c', 3)], 'after-c'), PAUSE_MS - 1);
  expect(calls).toHaveLength(1);
  rest.lose();
  await settled();
  expect(calls).toHaveLength(1);
});

it('leaves the list as it is when a page cannot be read, and tries again with the next snapshot', async () => {
  show(FOUR);
  rest.follow(FIRST, LOOKING);
  await call(0).fail();
  expect(shown()).toBe(FOUR);
  rest.follow(FIRST, LOOKING);
  await call(1).answer(list([store('d', 4)]));
  expect(ids(shown())).toEqual(['d']);
});

import { z } from 'zod';
import { watchStores } from '#server/stores/changes.ts';
import { findOrderCheck, listStorePods } from '#server/stores/cluster-view.ts';
import { countStores, getStore, listOperations, listStores } from '#server/stores/repository.ts';
import { createStoreInput, listStoresInput, storeId, storeRef } from '#server/stores/schema.ts';
import { createStore, deleteStore, retryStore, revealCredentials } from '#server/stores/service.ts';
import { STORE_TYPE_IDS } from '#server/stores/types/index.ts';
import { router, signedIn } from '../init.ts';
import { openStream } from '../streams.ts';

const listInput = listStoresInput(STORE_TYPE_IDS);
const watchInput = z.strictObject({
  storeId: storeId.optional(),
  list: listInput.omit({ cursor: true }).optional(),
  /** Added by EventSource when it comes back. The stream sends state, not history, so there is nothing to resume. */
  lastEventId: z.string().optional(),
});

export const storeRouter = router({
  list: signedIn('stores:read')
    .input(listInput)
    .query(async ({ ctx: { actor }, input }) => {
      const [page, counts] = await Promise.all([listStores(actor.user.id, input), countStores(actor.user.id)]);
      return { ...page, counts };
    }),
  get: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor }, input }) => getStore(actor.user.id, input.id)),
  pods: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => listStorePods(actor, input.id, request.signal)),
  orderCheck: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => findOrderCheck(actor, input.id, request.signal)),
  operations: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor }, input }) => listOperations(actor.user.id, input.id)),
  watch: signedIn('stores:read')
    .input(watchInput)
    .subscription(({ ctx: { actor, request }, input, signal = request.signal }) =>
      openStream(actor, signal, (ended) =>
        watchStores(actor.user.id, { storeId: input.storeId, list: input.list }, ended),
      ),
    ),
  create: signedIn('stores:write')
    .input(createStoreInput(STORE_TYPE_IDS))
    .mutation(({ ctx: { actor }, input }) => createStore(actor, input)),
  delete: signedIn('stores:write')
    .input(storeRef)
    .mutation(({ ctx: { actor }, input }) => deleteStore(actor, input.id)),
  retry: signedIn('stores:write')
    .input(storeRef)
    .mutation(({ ctx: { actor }, input }) => retryStore(actor, input.id)),
  credentials: signedIn('credentials:read')
    .input(storeRef)
    .mutation(({ ctx: { actor, request }, input }) => revealCredentials(actor, input.id, request.signal)),
});

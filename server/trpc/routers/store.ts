import { z } from 'zod';
import { watchStores } from '#server/stores/changes.ts';
import {
  findOrderCheck,
  findStoreUse,
  listStoreEvents,
  listStorePods,
  findStoreLogs,
} from '#server/stores/cluster-view.ts';
import { followStoreLogs } from '#server/stores/follow-logs.ts';
import { readQueue } from '#server/stores/queue.ts';
import { getStore, isNameFree, listOperations, listStores } from '#server/stores/repository.ts';
import { createStoreInput, listStoresInput, storeId, storeName, storeRef } from '#server/stores/schema.ts';
import { findShopAnswer } from '#server/stores/shop-answer.ts';
import { checkOrder, createStore, deleteStore, retryStore, revealCredentials } from '#server/stores/service.ts';
import { typicalTimes } from '#server/stores/typical-times.ts';
import { STORE_TYPE_IDS } from '#server/stores/types/index.ts';
import { LOG_LINES_MAX } from '#server/stores/view.ts';
import { nothing, router, signedIn } from '../init.ts';
import { openStream } from '../streams.ts';
import { itsOwn, traced } from '../trace.ts';

const listInput = listStoresInput(STORE_TYPE_IDS);
/** Names of pods and containers: the cluster would refuse others. */
const objectName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/, 'That is not the name of a pod or container.');
const logsInput = storeRef.extend({
  pod: objectName,
  container: objectName.optional(),
  lines: z.int().min(1).max(LOG_LINES_MAX).default(200),
  previous: z.boolean().default(false),
});
/** Added by EventSource when it comes back. The streams send state, not history, so there is nothing to resume. */
const lastEventId = z.string().optional();
const followInput = logsInput.omit({ previous: true }).extend({ lastEventId });
const watchInput = z.strictObject({
  storeId: storeId.optional(),
  list: listInput.omit({ cursor: true }).optional(),
  lastEventId,
});

export const storeRouter = router({
  list: signedIn('stores:read')
    .input(listInput)
    .query(({ ctx: { actor }, input }) => listStores(actor.user.id, input)),
  get: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor }, input }) => getStore(actor.user.id, input.id)),
  pods: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => listStorePods(actor, input.id, request.signal)),
  events: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => listStoreEvents(actor, input.id, request.signal)),
  use: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => findStoreUse(actor, input.id, request.signal)),
  logs: signedIn('stores:read')
    .input(logsInput)
    .query(({ ctx: { actor, request }, input }) => findStoreLogs(actor, input, request.signal)),
  followLogs: signedIn('stores:read')
    .input(followInput)
    .subscription(async ({ ctx: { actor, request }, input, signal = request.signal }) => {
      // Whose store it is not hears so as an answer, not as the end of a stream.
      await getStore(actor.user.id, input.id);
      return openStream(actor, signal, (ended) => followStoreLogs(actor, input, ended));
    }),
  answer: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => findShopAnswer(actor.user.id, input.id, request.signal)),
  orderCheck: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor, request }, input }) => findOrderCheck(actor, input.id, request.signal)),
  operations: signedIn('stores:read')
    .input(storeRef)
    .query(({ ctx: { actor }, input }) => listOperations(actor.user.id, input.id)),
  isNameFree: signedIn('stores:read')
    .input(z.strictObject({ name: storeName }))
    .query(({ input }) => isNameFree(input.name)),
  queue: signedIn('stores:read')
    .input(nothing)
    .query(() => readQueue()),
  typicalTimes: signedIn('stores:read')
    .input(nothing)
    .query(() => typicalTimes()),
  watch: signedIn('stores:read')
    .input(watchInput)
    .subscription(({ ctx: { actor, request }, input, signal = request.signal }) =>
      openStream(actor, signal, (ended) =>
        watchStores(actor.user.id, { storeId: input.storeId, list: input.list }, ended),
      ),
    ),
  create: signedIn('stores:write')
    .input(createStoreInput(STORE_TYPE_IDS))
    .mutation(({ ctx, path, input }) => traced({ ctx, path }, createStore(ctx.actor, input).then(itsOwn))),
  delete: signedIn('stores:write')
    .input(storeRef)
    .mutation(({ ctx, path, input }) => traced({ ctx, path }, deleteStore(ctx.actor, input.id).then(itsOwn))),
  retry: signedIn('stores:write')
    .input(storeRef)
    .mutation(({ ctx, path, input }) => traced({ ctx, path }, retryStore(ctx.actor, input.id).then(itsOwn))),
  checkOrder: signedIn('stores:write')
    .input(storeRef)
    .mutation(({ ctx, path, input }) => traced({ ctx, path }, checkOrder(ctx.actor, input.id))),
  credentials: signedIn('credentials:read')
    .input(storeRef)
    .mutation(({ ctx: { actor, request }, input }) => revealCredentials(actor, input.id, request.signal)),
});

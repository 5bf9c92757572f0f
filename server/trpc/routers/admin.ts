import { z } from 'zod';
import { listMismatches, removeOrphan } from '#server/stores/orphans.ts';
import { listPeople, setDisabled, setStoreLimit } from '#server/stores/people.ts';
import { listLiveWork } from '#server/stores/queue.ts';
import { listAllStores } from '#server/stores/repository.ts';
import { listStoresInput, PAGE_SIZE_MAX } from '#server/stores/schema.ts';
import { STORE_TYPE_IDS } from '#server/stores/types/index.ts';
import { administrator, nothing, router } from '../init.ts';
import { part } from './audit.ts';

/** More is a mistake in typing. */
const STORE_LIMIT_MAX = 100_000;

const personId = z.uuid('That is not the id of a person.');
/** Added by the client's own way of asking for page after page; there is only the way forward. */
const direction = z.literal('forward').optional();
const storesInput = listStoresInput(STORE_TYPE_IDS).omit({ sort: true }).extend({ owner: part.optional(), direction });
const peopleInput = z.strictObject({
  search: part.optional(),
  cursor: part.optional(),
  limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
  direction,
});
const orphan = z.strictObject({
  name: z.string().regex(/^store-[a-z][a-z0-9]{9}$/, "That is not the name of a store's namespace."),
  uid: z.string().regex(/^[\w-]{1,64}$/, 'That is not the uid of a namespace.'),
});
const limit = z
  .int('Give a whole number.')
  .min(0, 'Give 0 or more.')
  .max(STORE_LIMIT_MAX, `Give at most ${STORE_LIMIT_MAX}.`)
  .nullable();

/** For administrators, at the dashboard. */
export const adminRouter = router({
  stores: administrator.input(storesInput).query(({ input }) => listAllStores(input)),
  people: administrator.input(peopleInput).query(({ input }) => listPeople(input)),
  setDisabled: administrator
    .input(z.strictObject({ id: personId, isDisabled: z.boolean() }))
    .mutation(({ ctx: { actor }, input }) => setDisabled(actor, input.id, input.isDisabled)),
  setStoreLimit: administrator
    .input(z.strictObject({ id: personId, maxStores: limit }))
    .mutation(({ ctx: { actor }, input }) => setStoreLimit(actor, input.id, input.maxStores)),
  work: administrator.input(nothing).query(() => listLiveWork()),
  mismatches: administrator.input(nothing).query(({ ctx: { request } }) => listMismatches(request.signal)),
  removeOrphan: administrator
    .input(orphan)
    .mutation(({ ctx: { actor, request }, input }) => removeOrphan(actor, input, request.signal)),
});

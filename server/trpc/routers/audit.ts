import { z } from 'zod';
import { AUDIT_ACTIONS } from '#server/stores/audit.ts';
import { listAudit, listStoreAudit } from '#server/stores/audit-log.ts';
import { PAGE_SIZE_MAX, storeRef } from '#server/stores/schema.ts';
import { administrator, inPerson, router } from '../init.ts';

/** At most 18 digits: PostgreSQL's bigint has 19. */
const position = z.string().regex(/^[1-9]\d{0,17}$/, 'That page does not exist. Start again from the first page.');
// PostgreSQL takes no NUL; other characters that nobody is called by just find nothing.
export const part = z
  .string()
  .max(254)
  .regex(/^\P{Cc}*$/u, 'Search for letters, digits and signs.');
/** PostgreSQL has no year 0, and the platform no entry of that age. */
const moment = z.iso
  .datetime('Give a moment as 2026-11-26T14:05:09Z.')
  .refine((text) => text > '2000', 'There is nothing from before the year 2000.');
const page = {
  cursor: position.optional(),
  limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
  /** Added by the client's own way of asking for page after page; there is only the way forward. */
  direction: z.literal('forward').optional(),
};

const allInput = z.strictObject({
  ...page,
  person: part.optional(),
  store: part.optional(),
  action: z.enum(AUDIT_ACTIONS, `Choose an action: ${AUDIT_ACTIONS.join(', ')}.`).optional(),
  from: moment.optional(),
  until: moment.optional(),
});

export const auditRouter = router({
  /** What was done to a store of one's own. */
  list: inPerson
    .input(storeRef.extend(page))
    .query(({ ctx: { actor }, input: { id, ...input } }) => listStoreAudit(actor.user.id, id, input)),
  listAll: administrator.input(allInput).query(({ input }) => listAudit(input)),
});

import { z } from 'zod';
import { inPerson, nothing, router } from '../init.ts';
import { listSessions, revokeOtherSessions, revokeSession } from '../sessions.ts';

const sessionRef = z.strictObject({ id: z.uuid('That is not the id of a session.') });

export const sessionRouter = router({
  list: inPerson.input(nothing).query(({ ctx: { actor } }) => listSessions(actor)),
  revoke: inPerson.input(sessionRef).mutation(({ ctx: { actor }, input }) => revokeSession(actor, input.id)),
  revokeOthers: inPerson.input(nothing).mutation(({ ctx: { actor } }) => revokeOtherSessions(actor)),
});

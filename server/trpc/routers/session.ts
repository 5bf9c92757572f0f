import { z } from 'zod';
import { inPerson, router } from '../init.ts';
import { listSessions, revokeOtherSessions, revokeSession } from '../sessions.ts';

const sessionRef = z.strictObject({ id: z.uuid('That is not the id of a session.') });

export const sessionRouter = router({
  list: inPerson.query(({ ctx: { actor } }) => listSessions(actor)),
  revoke: inPerson.input(sessionRef).mutation(({ ctx: { actor }, input }) => revokeSession(actor, input.id)),
  revokeOthers: inPerson.mutation(({ ctx: { actor } }) => revokeOtherSessions(actor)),
});

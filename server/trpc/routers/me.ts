import { z } from 'zod';
import { inPerson, nothing, router, signedIn } from '../init.ts';
import { chooseMails, getProfile } from '../profile.ts';

const mailChoice = z.strictObject({ mailOnReady: z.boolean().optional(), mailOnFailure: z.boolean().optional() });

export const meRouter = router({
  /** Who the server takes the caller for; `scopes` is null for a session, which may do all that its person may. */
  get: signedIn()
    .input(nothing)
    .query(({ ctx: { actor } }) => ({
      ...actor.user,
      kind: actor.kind,
      scopes: actor.kind === 'token' ? actor.scopes : null,
    })),
  profile: inPerson.input(nothing).query(({ ctx: { actor } }) => getProfile(actor)),
  chooseMails: inPerson.input(mailChoice).mutation(({ ctx: { actor }, input }) => chooseMails(actor, input)),
});

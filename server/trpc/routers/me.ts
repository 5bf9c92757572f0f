import { nothing, router, signedIn } from '../init.ts';

export const meRouter = router({
  /** Who the server takes the caller for; `scopes` is null for a session, which may do all that its person may. */
  get: signedIn()
    .input(nothing)
    .query(({ ctx: { actor } }) => ({
      ...actor.user,
      kind: actor.kind,
      scopes: actor.kind === 'token' ? actor.scopes : null,
    })),
});

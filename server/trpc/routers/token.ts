import { z } from 'zod';
import { SCOPES } from '#server/stores/actor.ts';
import { inPerson, nothing, router } from '../init.ts';
import { issueToken, listTokens, revokeToken } from '../tokens.ts';

const tokenRef = z.strictObject({ id: z.uuid('That is not the id of a token.') });
const newToken = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[^\p{C}]{1,60}$/u, 'Give the token a name of 1 to 60 characters, so that you know later what it is for.'),
  scopes: z
    .array(z.enum(SCOPES), 'Choose what the token may do.')
    .min(1, 'Choose at least one thing that the token may do.')
    .max(SCOPES.length, 'Each scope can be chosen once.')
    .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  days: z.int().min(1).max(365).default(90),
});

export const tokenRouter = router({
  list: inPerson.input(nothing).query(({ ctx: { actor } }) => listTokens(actor.user.id)),
  create: inPerson.input(newToken).mutation(({ ctx: { actor }, input }) => issueToken(actor, input)),
  revoke: inPerson.input(tokenRef).mutation(({ ctx: { actor }, input }) => revokeToken(actor, input.id)),
});

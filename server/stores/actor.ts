import type { Role } from '#server/generated/prisma/enums.ts';

export const SCOPES = ['stores:read', 'stores:write', 'credentials:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks: a person by a session, or a tool by one of their tokens. */
export type Actor = {
  user: { id: string; email: string; name: string | null; role: Role };
} & ({ kind: 'session'; sessionId: string } | { kind: 'token'; tokenId: string; scopes: readonly Scope[] });

/** A session may do all that its person may; a token only what its scopes name. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'session' || actor.scopes.includes(scope);
}

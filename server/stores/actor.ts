import type { Role } from '#server/generated/prisma/enums.ts';

export const SCOPES = ['stores:read', 'stores:write', 'credentials:read'] as const;
export type Scope = (typeof SCOPES)[number];

/** Where a request comes from: its network address, as far as it can be told, and what the caller's program calls itself. */
export type Source = { address: string | null; userAgent: string | null };

/** Who asks, and from where: a person by a session, or a tool by one of their tokens. */
export type Actor = {
  user: { id: string; email: string; name: string | null; role: Role };
  from: Source;
} & (
  | { kind: 'session'; sessionId: string }
  | { kind: 'token'; tokenId: string; tokenName: string; scopes: readonly Scope[] }
);

export type SessionActor = Extract<Actor, { kind: 'session' }>;
export type TokenActor = Extract<Actor, { kind: 'token' }>;

/** A session may do all that its person may; a token only what its scopes name. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  return actor.kind === 'session' || actor.scopes.includes(scope);
}

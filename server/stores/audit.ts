import type { Prisma } from '#server/generated/prisma/client.ts';
import type { Actor } from './actor.ts';

/** A line of the audit log: who did what to which store. `detail` never holds a secret. */
export function auditEntry(
  actor: Actor,
  action: string,
  store: { id: string; name: string } | null,
  detail?: Prisma.InputJsonObject,
): Prisma.AuditEntryUncheckedCreateInput {
  return {
    actorKind: actor.kind,
    actorId: actor.user.id,
    tokenId: actor.kind === 'token' ? actor.tokenId : null,
    action,
    storeId: store?.id,
    storeName: store?.name,
    detail,
  };
}

import type { Prisma } from '#server/generated/prisma/client.ts';
import type { Actor } from './actor.ts';
import type { OperationStatus } from './operation.ts';

/** All that the audit log tells of; `….end` are written by the database itself, by whatever ends the operation. */
export const AUDIT_ACTIONS = [
  'store.create',
  'store.retry',
  'store.delete',
  'store.check',
  'store.credentials.reveal',
  'store.provision.end',
  'store.delete.end',
  'store.check.end',
  'session.create',
  'session.end',
  'session.revoke',
  'session.revoke-others',
  'token.create',
  'token.revoke',
  'audit.export',
  'person.disable',
  'person.enable',
  'person.limit',
  'namespace.remove',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Written before what they allow has happened: how that went is not theirs to tell. */
const BEGINNINGS: readonly string[] = [
  'store.create',
  'store.retry',
  'store.delete',
  'store.check',
  'store.credentials.reveal',
  'audit.export',
  'namespace.remove',
] satisfies AuditAction[];

/** `accepted`: it began with this entry; how an operation ended is an entry of its own. `done`: it is what the entry tells. */
export type AuditResult = 'accepted' | 'done' | Extract<OperationStatus, 'succeeded' | 'failed' | 'cancelled'>;

export function resultOf({ action, outcome }: { action: string; outcome: OperationStatus | null }): AuditResult {
  if (outcome && outcome !== 'queued' && outcome !== 'running') return outcome;
  return BEGINNINGS.includes(action) ? 'accepted' : 'done';
}

type More = { operationId?: string; detail?: Prisma.InputJsonObject };

/** A line of the audit log: who did what to which store, from where. `detail` never holds a secret. */
export function auditEntry(
  actor: Actor,
  action: AuditAction,
  store: { id: string; name: string } | null,
  { operationId, detail }: More = {},
): Prisma.AuditEntryUncheckedCreateInput {
  return {
    actorKind: actor.kind,
    actorId: actor.user.id,
    actorEmail: actor.user.email,
    tokenId: actor.kind === 'token' ? actor.tokenId : null,
    tokenName: actor.kind === 'token' ? actor.tokenName : null,
    ...actor.from,
    action,
    storeId: store?.id,
    storeName: store?.name,
    operationId,
    detail,
  };
}

/** A line of the audit log. Person, token and store stand as they were called then. */
export type AuditEntryView = {
  id: string;
  at: Date;
  /** By a browser's session, by a token, or by the platform itself, for the person. */
  by: 'session' | 'token' | 'system';
  person: string | null;
  tokenName: string | null;
  address: string | null;
  userAgent: string | null;
  /** One of AUDIT_ACTIONS, or what an older version called it. */
  action: string;
  result: AuditResult;
  storeId: string | null;
  storeName: string | null;
  operationId: string | null;
  detail: Record<string, string | number | string[]> | null;
};

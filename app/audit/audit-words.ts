import type { AuditAction, AuditEntryView, AuditResult } from '#server/stores/audit.ts';
import { OPERATION_KINDS } from '#server/stores/operation.ts';
import { stepTitle } from '#server/stores/steps.ts';

export const ACTION_WORDS = {
  'store.create': 'Created the store',
  'store.retry': 'Retried the provisioning',
  'store.delete': 'Asked for the deletion',
  'store.check': 'Asked for a test order',
  'store.credentials.reveal': 'Revealed the credentials',
  'store.provision.end': 'Provisioning ended',
  'store.delete.end': 'Deletion ended',
  'store.check.end': 'Order check ended',
  'session.create': 'Signed in',
  'session.end': 'Signed out',
  'session.revoke': 'Signed out another browser',
  'session.revoke-others': 'Signed out everywhere else',
  'token.create': 'Created a token',
  'token.revoke': 'Revoked a token',
  'audit.export': 'Exported the audit log',
  'person.disable': 'Disabled a person',
  'person.enable': 'Enabled a person again',
  'person.limit': 'Changed how many stores a person may have',
  'namespace.remove': 'Removed a namespace without a store',
} as const satisfies Record<AuditAction, string>;

export const RESULT_WORDS = {
  accepted: 'Accepted',
  done: 'Done',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const satisfies Record<AuditResult, string>;

/** What was done; an action of another version of the platform by its stable name. */
export function actionWords(action: string): string {
  return Object.hasOwn(ACTION_WORDS, action) ? ACTION_WORDS[action as AuditAction] : action;
}

/** What the entry adds to that: which token, why and in which step it failed; empty when there is nothing to add. */
export function detailWords({ action, detail }: Pick<AuditEntryView, 'action' | 'detail'>): string {
  if (action.startsWith('token.')) return String(detail?.['name'] ?? '');
  if (action === 'person.limit') return `${detail?.['email']}: ${detail?.['maxStores']}`;
  if (action.startsWith('person.')) return String(detail?.['email'] ?? '');
  if (action === 'namespace.remove') return String(detail?.['namespace'] ?? '');
  const kind = OPERATION_KINDS.find((known) => action === `store.${known}.end`);
  const step = kind && detail?.['step'] && stepTitle(kind, String(detail['step']));
  return [detail?.['reason'], step].filter(Boolean).join(' · ');
}

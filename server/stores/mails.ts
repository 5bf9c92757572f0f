import { backgroundDb } from '#server/db.ts';
import type { Failure, OperationKind, OperationStatus } from './operation.ts';

export type MailKey = { operationId: string; subject: 'failed' | 'deleted' };

/** A mail to send, with what it tells of. */
export type DueMail = MailKey & {
  to: string;
  /** The person chose to be told of this. */
  isWanted: boolean;
  storeId: string;
  storeName: string;
  storeType: string;
  /** What a store is in is one of these; a check is beside it (docs/decisions/0021). */
  kind: Exclude<OperationKind, 'check'>;
  status: OperationStatus;
  failure: Failure | null;
  /** Since when it has to be sent, by the database's clock. */
  ageSeconds: number;
};

/** Takes at most so many mails, so that no other process sends them within `claimSeconds`. */
export function claimDueMails(atMost: number, claimSeconds: number): Promise<DueMail[]> {
  return backgroundDb().$queryRaw<DueMail[]>`
    with due as (
      select operation_id, subject from mails where send_after <= now() order by send_after limit ${atMost} for update skip locked
    ), claimed as (
      update mails m set send_after = now() + make_interval(secs => ${claimSeconds}::float8)
      from due where m.operation_id = due.operation_id and m.subject = due.subject
      returning m.*
    )
    select o.id as "operationId", claimed.subject::text as subject, u.email as to,
      (claimed.subject <> 'failed' or u.mail_on_failure) as "isWanted",
      o.store_id as "storeId", o.store_name as "storeName", o.store_type as "storeType", o.kind::text as kind,
      o.status::text as status, o.failure, extract(epoch from now() - claimed.created_at)::float8 as "ageSeconds"
    from claimed join operations o on o.id = claimed.operation_id join users u on u.id = o.requested_by_id`;
}

/** It was sent, or never will be. */
export async function removeMail({ operationId, subject }: MailKey): Promise<void> {
  await backgroundDb().mail.deleteMany({ where: { operationId, subject } });
}

/** It is to be tried again, by whomever, after so long. */
export async function postponeMail({ operationId, subject }: MailKey, seconds: number): Promise<void> {
  await backgroundDb().$executeRaw`
    update mails set send_after = now() + make_interval(secs => ${seconds}::float8)
    where operation_id = ${operationId}::uuid and subject = ${subject}::mail_subject`;
}

import { mailer } from '#server/adapters.ts';
import { deletedMail, failedMail, MailError, type MailText } from '#server/email/index.ts';
import { env } from '#server/env.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { claimDueMails, type DueMail, postponeMail, removeMail } from '#server/stores/mails.ts';
import { stepTitle } from '#server/stores/steps.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import { repeat } from './repeat.ts';

/** Every other look of the dispatcher: nobody watches a mail arrive, and each look is a query of an idle minute. */
const LOOKS_APART = 2;
/** At once, and so of connections to the mail server. More are sent at the next look. */
const AT_ONCE = 10;
/** A mail server that has not answered by then is asked again later. */
const SEND_TIMEOUT_MS = 60_000;
/** Longer than that and than a connection outlives it, with room for the statement that writes what came of it: else two processes would send one mail. */
const CLAIM_SECONDS = 135;
/** A mail is tried again after so long at least, and after a tenth of its age: often at first, and for a day every two hours at the end. */
const RETRY_SECONDS = 5;
const RETRY_SHARE = 0.1;
const PATIENCE_SECONDS = 24 * 3600;

/** Sends the mails about failed and deleted stores. Every process runs one; mails are claimed. Returns its end. */
export function startMailSender(): () => Promise<void> {
  return repeat(LOOKS_APART * env().DISPATCH_INTERVAL_SECONDS * 1000, 'mail.look-failed', sendDueMails);
}

/**
 * Sends what is due. A process that dies between the sending and its record leaves the mail to be sent again under the same key,
 * as the welcome mail is (F09).
 */
export async function sendDueMails(): Promise<void> {
  const mails = await claimDueMails(AT_ONCE, CLAIM_SECONDS);
  // All are waited for, whatever becomes of one: the database must not be closed under it.
  const results = await Promise.allSettled(mails.map(send));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function send(mail: DueMail): Promise<void> {
  if (!mail.isWanted) return removeMail(mail);
  const { operationId, subject, to, ageSeconds } = mail;
  const signal = AbortSignal.any([stopping(), AbortSignal.timeout(SEND_TIMEOUT_MS)]);
  try {
    const { sent } = await mailer()({ to, ...textOf(mail), idempotencyKey: `${subject}-${operationId}` }, signal);
    if (sent) log.info({ operationId, subject }, 'mail.sent');
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const { kind, message: reason } = error;
    // What was broken off may arrive all the same: the claim keeps it from being sent again until the connection has ended.
    if (stopping().aborted) return;
    if (kind === 'transient' && ageSeconds <= PATIENCE_SECONDS) {
      return signal.aborted ? undefined : postponeMail(mail, Math.max(RETRY_SECONDS, ageSeconds * RETRY_SHARE));
    }
    log.warn({ operationId, subject, reason }, 'mail.given-up');
  }
  await removeMail(mail);
}

function textOf({ subject, storeId, storeName, storeType, kind, status, failure }: DueMail): MailText {
  const named = { storeName, storeTypeLabel: getStoreType(storeType).label };
  const page = (path: string) => new URL(path, env().PUBLIC_URL).href;
  if (subject === 'deleted') return deletedMail({ ...named, settingsUrl: page('/settings') });
  // What fails after its operation had succeeded was running (F39).
  const what = status === 'succeeded' ? 'running' : kind;
  return failedMail({
    ...named,
    what,
    step: failure && what !== 'running' ? stepTitle(kind, failure.step) : undefined,
    object: failure?.object,
    dashboardUrl: page(`/stores/${storeId}`),
  });
}

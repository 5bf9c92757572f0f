import { mailer } from '#server/adapters.ts';
import { deletedMail, failedMail, MailError, type MailText } from '#server/email/index.ts';
import { env } from '#server/env.ts';
import { stopping } from '#server/lifecycle.ts';
import { log } from '#server/log.ts';
import { claimDueMails, type DueMail, postponeMail, removeMail } from '#server/stores/mails.ts';
import { stepTitle } from '#server/stores/steps.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import { repeat } from './repeat.ts';

/** At once, and so of connections to the mail server. More are sent at the next look. */
const AT_ONCE = 10;
/** A mail server that has not answered by then is asked again later. */
const SEND_TIMEOUT_MS = 20_000;
/** Longer than that, with room for the statement that writes what came of it: else two processes would send one mail. */
const CLAIM_SECONDS = 45;
const RETRY_SECONDS = 5;

/** Sends the mails about failed and deleted stores. Every process runs one; mails are claimed. Returns its end. */
export function startMailSender(): () => Promise<void> {
  return repeat(env().DISPATCH_INTERVAL_SECONDS * 1000, 'mail.look-failed', sendDueMails);
}

/**
 * Sends what is due. A process that dies between the sending and its record leaves the mail to be sent again under the same key,
 * as the welcome mail is (F09).
 */
export async function sendDueMails(): Promise<void> {
  const mails = await claimDueMails(AT_ONCE, CLAIM_SECONDS);
  await Promise.all(mails.map(send));
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
    if (kind === 'transient' && ageSeconds <= env().MAIL_PATIENCE_SECONDS) return postponeMail(mail, RETRY_SECONDS);
    log.warn({ operationId, subject, reason }, 'mail.given-up');
  }
  await removeMail(mail);
}

function textOf({ subject, storeId, storeName, storeType, kind, status, failure }: DueMail): MailText {
  const named = { storeName, storeTypeLabel: getStoreType(storeType).label };
  const page = (path: string) => new URL(path, env().PUBLIC_URL).href;
  if (subject === 'deleted') return deletedMail({ ...named, settingsUrl: page('/settings') });
  // What fails after its operation had succeeded was running (F39), as is what another test order is placed in.
  const what = status === 'succeeded' || kind === 'check' ? 'running' : kind;
  return failedMail({
    ...named,
    what,
    step: failure && what !== 'running' ? stepTitle(kind, failure.step) : undefined,
    object: failure?.object,
    dashboardUrl: page(`/stores/${storeId}`),
  });
}

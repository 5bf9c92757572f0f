import { mailer } from '#server/adapters.ts';
import { MailError, welcomeMail } from '#server/email/index.ts';
import { env } from '#server/env.ts';
import { storeAddress } from '#server/stores/address.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import type { StepBody } from '../attempt-step.ts';
import { done, notYet } from '../progress.ts';

const RETRY_MS = 5_000;

/** The store is READY whatever becomes of the mail; after MAIL_PATIENCE_SECONDS its owner is not told by mail (F40). */
export const sendWelcomeMail: StepBody = async ({ operationId, store, startedAt, waiting }) => {
  if (!store.mailOnReady) return done('Not sent: the owner has chosen no mail for this, under Settings.');
  const type = getStoreType(store.type);
  const storeUrl = storeAddress(store.host);
  const mail = welcomeMail({
    storeName: store.name,
    storeTypeLabel: type.label,
    storeUrl,
    adminUrl: new URL(type.adminPath, storeUrl).href,
    dashboardUrl: new URL(`/stores/${store.id}`, env().PUBLIC_URL).href,
    simulated: env().IS_SIMULATED,
  });
  try {
    const result = await mailer()({ to: store.ownerEmail, ...mail, idempotencyKey: `welcome-${operationId}` }, waiting);
    return done(result.sent ? `Sent to ${store.ownerEmail}` : result.reason);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    const triedMs = Date.now() - startedAt.getTime();
    const givenUp = error.kind === 'permanent' || triedMs > env().MAIL_PATIENCE_SECONDS * 1000;
    return givenUp
      ? done(`Not sent: ${error.message}`)
      : notYet(`The mail server does not take it yet: ${error.message}`, RETRY_MS);
  }
};

import { Resend, type ErrorResponse } from 'resend';
import { MailError } from './errors.ts';
import type { Transport } from './mailer.ts';

/** Mail over Resend's HTTP interface; `RESEND_BASE_URL` is honoured by its SDK, which drops a second mail of one key for a day. */
export function resendTransport(apiKey: string): Transport {
  const resend = new Resend(apiKey);
  return async ({ to, subject, text, html, idempotencyKey }, from, signal) => {
    const { error } = await resend.emails.send({ from, to, subject, text, html }, { idempotencyKey, signal });
    if (error)
      throw new MailError(kindOf(error), `Resend refused the mail (${error.name}): ${error.message.slice(0, 300)}`);
  };
}

function kindOf({ statusCode, name }: ErrorResponse): 'transient' | 'permanent' {
  if (statusCode === null || statusCode === 429 || statusCode >= 500) return 'transient';
  return name === 'concurrent_idempotent_requests' ? 'transient' : 'permanent';
}

import { MailError } from './errors.ts';
import type { MailMessage } from './mailer.ts';

// A header ends at CR or LF: whoever can write one there writes headers, or a second mail. No control character is of use either.
const CONTROL = /\p{Cc}/u;
// One address without display name, comment, quotes or route, so that nobody is added to the recipients (RFC 5321 §4.1.2, narrowed).
const ADDRESS = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()[\]\\,;:"]{1,253}$/u;
const KEY = /^[\x21-\x7e]{1,256}$/;

/** Throws a permanent MailError, which never repeats the offending text. */
export function assertSendable({ to, subject, idempotencyKey }: MailMessage): void {
  if (!ADDRESS.test(to)) throw new MailError('permanent', 'The recipient is not one plain e-mail address.');
  if (CONTROL.test(subject)) throw new MailError('permanent', 'The subject has a line break or a control character.');
  if (!KEY.test(idempotencyKey))
    throw new MailError('permanent', 'The idempotency key is not 1 to 256 visible ASCII characters.');
}

/** `Name <address>` or an address. Throws a permanent MailError. */
export function assertSender(from: string): void {
  const address = /<([^<>]*)>$/.exec(from)?.[1] ?? from;
  if (CONTROL.test(from) || !ADDRESS.test(address)) {
    throw new MailError('permanent', 'MAIL_FROM is neither an e-mail address nor `Name <address>`.');
  }
}

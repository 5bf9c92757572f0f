import { log } from '#server/log.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { MailError } from './errors.ts';
import { assertSendable, assertSender } from './sendable.ts';
import { resendTransport } from './resend.ts';
import { smtpTransport } from './smtp.ts';

export type MailMessage = {
  /** One plain address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Equal keys are one mail: 1 to 256 visible ASCII characters. */
  idempotencyKey: string;
};

export type MailResult = { sent: true; via: 'resend' | 'smtp' } | { sent: false; reason: string };

/** Sends one mail, or throws a MailError. Never throws because nothing is configured. */
export type Mailer = (message: MailMessage, signal: AbortSignal) => Promise<MailResult>;

/** Resend is taken where both are configured. */
export type MailConfig = {
  /** `Name <address>` or an address. */
  from?: string;
  resendApiKey?: string;
  /** `smtp://user:pass@host:port`, or `smtps://` for TLS from the first byte. */
  smtpUrl?: string;
};

/** Hands one checked mail over; throws a MailError. */
export type Transport = (message: MailMessage, from: string, signal: AbortSignal) => Promise<void>;

export function createMailer(config: MailConfig): Mailer {
  const mailer = chooseMailer(config);
  return async (message, signal) => {
    try {
      const result = await mailer(message, signal);
      metrics().mailSent.inc({ outcome: result.sent ? 'sent' : 'not-configured' });
      return result;
    } catch (error) {
      metrics().mailSent.inc({ outcome: error instanceof MailError ? error.kind : 'failed' });
      throw error;
    }
  };
}

function chooseMailer(config: MailConfig): Mailer {
  const way = chooseTransport(config);
  if ('missing' in way) return silentMailer(`No mail is sent: ${way.missing}.`);
  const { from, via, transport } = way;
  assertSender(from);
  return async (message, signal) => {
    assertSendable(message);
    await transport(message, from, signal);
    return { sent: true, via };
  };
}

type Way = { missing: string } | { from: string; via: 'resend' | 'smtp'; transport: Transport };

function chooseTransport({ from, resendApiKey, smtpUrl }: MailConfig): Way {
  if (!resendApiKey && !smtpUrl) return { missing: 'neither RESEND_API_KEY nor SMTP_URL is set' };
  if (!from) return { missing: 'MAIL_FROM is not set' };
  if (resendApiKey) return { from, via: 'resend', transport: resendTransport(resendApiKey) };
  return { from, via: 'smtp', transport: smtpTransport(smtpUrl ?? '') };
}

function silentMailer(reason: string): Mailer {
  let said = false;
  return async () => {
    if (!said) log.warn({ reason }, 'mail.not-configured');
    said = true;
    return { sent: false, reason };
  };
}

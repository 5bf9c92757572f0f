import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { MailError } from './errors.ts';
import type { MailMessage, Transport } from './mailer.ts';

/** For the connection and the greeting: a mail server that needs longer is asked again later. */
const SMTP_TIMEOUT_MS = 10_000;
/** For each silence after that. One may think long about a mail that it has (RFC 5321 §4.5.3.2.6), and then take it. */
const SILENCE_MS = 60_000;

/**
 * Mail over SMTP. Only a Message-ID made of the key tells a repeated mail from a second one here; so a mail that this process has on
 * its way, although nobody waits any more, is waited for again and not sent beside itself.
 */
export function smtpTransport(url: string): Transport {
  const transporter = createTransport({
    ...connectionOf(url),
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  /** By key; gone when it failed, or when somebody was told that it arrived. */
  const sendings = new Map<string, Promise<unknown>>();

  function begin({ to, subject, text, html, idempotencyKey: key }: MailMessage, from: string): Promise<unknown> {
    const messageId = messageIdOf(key, from);
    const sending = transporter.sendMail({ from, to: { name: '', address: to }, subject, text, html, messageId });
    sendings.set(key, sending);
    sending.catch(() => sendings.delete(key));
    return sending;
  }

  return async (message, from, signal) => {
    try {
      await untilAborted(sendings.get(message.idempotencyKey) ?? begin(message, from), signal);
      sendings.delete(message.idempotencyKey);
    } catch (error) {
      throw translate(error);
    }
  };
}

/** A password must not go over a line that anybody can read: with one, TLS is a must, unless the server is this machine. */
function connectionOf(url: string) {
  const { protocol, hostname, port, username, password } = parseUrl(url);
  const secure = protocol === 'smtps:';
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  return {
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: username !== '' && !isLocal,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

function parseUrl(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed !== null && /^smtps?:$/.test(parsed.protocol) && parsed.hostname !== '') return parsed;
  throw new MailError('permanent', 'SMTP_URL is not of the form smtp://user:password@host:port.');
}

function messageIdOf(key: string, from: string): string {
  const domain = /@([^@>]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
}

/** nodemailer takes no signal: the waiting ends here, the connection by its own clocks. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => {});
  }
}

/** RFC 5321 §4.2.1: 4xx may pass later, 5xx never will. Without a reply it was the connection. */
function translate(error: unknown): MailError {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const isRefused = (responseCode ?? 0) >= 500 || (code === 'EAUTH' && responseCode === undefined);
  const kind = isRefused ? 'permanent' : 'transient';
  return new MailError(kind, `The mail server did not take the mail: ${(message ?? String(error)).slice(0, 300)}`);
}

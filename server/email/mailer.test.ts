import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { log } from '#server/log.ts';
import { createMailer, type MailMessage } from './index.ts';

const FROM = 'Storewright <shops@platform.example>';
const forever = new AbortController().signal;
const message: MailMessage = {
  to: 'owner@example.org',
  subject: 'first: Ready',
  text: 'Your shop is there.',
  html: '<p>Your shop is there.</p>',
  idempotencyKey: 'welcome-abcdefghij',
};

describe('over SMTP', () => {
  type Received = { from: string; to: string[]; raw: string };
  let received: Received[];
  let server: SMTPServer | undefined;

  beforeEach(() => {
    received = [];
  });

  afterEach(async () => {
    if (server) await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
  });

  async function startServer(options: SMTPServerOptions = {}): Promise<string> {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === 'mailer' && password === 'p@ss'
          ? done(null, { user: username })
          : done(new Error('Invalid login')),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          received.push({ from, to, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
      ...options,
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  /** An SMTP reply as smtp-server wants it. */
  const reply = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

  test('a mail arrives once, at one recipient, with both parts', async () => {
    const send = createMailer({ from: FROM, smtpUrl: `smtp://mailer:p%40ss@${await startServer()}` });
    expect(await send(message, forever)).toEqual({ sent: true, via: 'smtp' });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'shops@platform.example', to: ['owner@example.org'] });
    expect(received[0]?.raw).toMatch(/Content-Type: text\/plain[\s\S]+Content-Type: text\/html/);
  });

  test('the same key gives the same Message-ID, another key another', async () => {
    const send = createMailer({ from: FROM, smtpUrl: `smtp://${await startServer()}` });
    await send(message, forever);
    await send(message, forever);
    await send({ ...message, idempotencyKey: 'welcome-bbbbbbbbbb' }, forever);
    const ids = received.map(({ raw }) => /^Message-ID: (.+)\r$/im.exec(raw)?.[1]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@platform\.example>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each([
    [451, 'transient'],
    [550, 'permanent'],
  ] as const)('a recipient answered with %d is a %s failure', async (code, kind) => {
    const address = await startServer({ onRcptTo: (_to, _session, done) => done(reply(code, 'No such luck')) });
    const send = createMailer({ from: FROM, smtpUrl: `smtp://${address}` });
    await expect(send(message, forever)).rejects.toMatchObject({ name: 'MailError', kind });
  });

  test('a wrong password is permanent, and is not in the message', async () => {
    const send = createMailer({ from: FROM, smtpUrl: `smtp://mailer:canary@${await startServer()}` });
    const error = await send(message, forever).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'MailError', kind: 'permanent' });
    expect(String(error)).not.toContain('canary');
  });

  test('a server that is away is transient', async () => {
    const address = await startServer();
    await new Promise<void>((resolve) => server?.close(() => resolve()));
    server = undefined;
    const send = createMailer({ from: FROM, smtpUrl: `smtp://${address}` });
    await expect(send(message, forever)).rejects.toMatchObject({ kind: 'transient' });
  });

  test('a server that never answers is left when the caller gives up', async () => {
    const asked = Promise.withResolvers<void>();
    const address = await startServer({ onMailFrom: () => asked.resolve() });
    const cancel = new AbortController();
    const send = createMailer({ from: FROM, smtpUrl: `smtp://${address}` });
    const sending = send(message, cancel.signal).catch((error: unknown) => error);
    await asked.promise;
    cancel.abort();
    expect(await sending).toMatchObject({ name: 'MailError', kind: 'transient' });
    server?.connections.forEach((connection) => connection.close());
  });

  test.each(['before', 'after'] as const)(
    'a server that takes a mail only %s it is sent again, long after the caller gave up, gets it once',
    async (when) => {
      const handed = Promise.withResolvers<() => void>();
      let mails = 0;
      const address = await startServer({
        onData: (stream, _session, done) => {
          mails += 1;
          stream.resume().on('end', () => (mails > 1 ? done() : handed.resolve(done)));
        },
      });
      const send = createMailer({ from: FROM, smtpUrl: `smtp://${address}` });
      const patience = new AbortController();
      const first = send(message, patience.signal).catch((error: unknown) => error);
      const take = await handed.promise;
      patience.abort();
      expect(await first).toMatchObject({ kind: 'transient' });
      if (when === 'before') take();
      const again = send(message, forever);
      if (when === 'after') take();
      expect(await again).toEqual({ sent: true, via: 'smtp' });
      expect(mails).toBe(1);
    },
  );
});

describe('over Resend', () => {
  type Call = { url: string; headers: IncomingHttpHeaders; body: unknown };
  let calls: Call[];
  let server: Server;
  let answer: { status: number; body: unknown };

  beforeEach(async () => {
    calls = [];
    answer = { status: 200, body: { id: 'mail-1' } };
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      calls.push({ url: `${request.method} ${request.url}`, headers: request.headers, body });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    vi.stubEnv('RESEND_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('the mail goes out with its key, and Resend is taken before SMTP', async () => {
    const send = createMailer({ from: FROM, resendApiKey: 're_key', smtpUrl: 'smtp://127.0.0.1:1' });
    expect(await send(message, forever)).toEqual({ sent: true, via: 'resend' });
    const { to, subject, text, html } = message;
    expect(calls[0]).toMatchObject({ url: 'POST /emails', body: { from: FROM, to, subject, text, html } });
    expect(calls[0]?.headers).toMatchObject({
      'idempotency-key': message.idempotencyKey,
      authorization: 'Bearer re_key',
    });
  });

  test.each([
    [429, 'rate_limit_exceeded', 'transient'],
    [500, 'internal_server_error', 'transient'],
    [409, 'concurrent_idempotent_requests', 'transient'],
    [422, 'validation_error', 'permanent'],
    [403, 'invalid_api_key', 'permanent'],
  ] as const)('an answer %d %s is a %s failure', async (statusCode, name, kind) => {
    answer = { status: statusCode, body: { statusCode, name, message: 'No.' } };
    const send = createMailer({ from: FROM, resendApiKey: 're_key' });
    await expect(send(message, forever)).rejects.toMatchObject({ name: 'MailError', kind });
  });

  test('an address that nobody serves is a transient failure', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    vi.stubEnv('RESEND_BASE_URL', `http://127.0.0.1:${port}`);
    const send = createMailer({ from: FROM, resendApiKey: 're_key' });
    await expect(send(message, forever)).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('before anything is sent', () => {
  const send = createMailer({ from: FROM, smtpUrl: 'smtp://127.0.0.1:1' });

  test.each([
    ['to', 'owner@example.org\r\nBcc: all@example.org'],
    ['to', 'owner@example.org, other@example.org'],
    ['to', 'Owner <owner@example.org>'],
    ['to', 'owner'],
    ['to', ''],
    ['subject', 'Ready\r\nBcc: all@example.org'],
    ['subject', 'Ready\nX: y'],
    ['subject', 'Ready\u0000'],
    ['idempotencyKey', 'key\r\nX: y'],
    ['idempotencyKey', ''],
  ] as const)('a hostile %s is refused for good: %j', async (field, value) => {
    const sending = send({ ...message, [field]: value }, forever);
    await expect(sending).rejects.toMatchObject({ name: 'MailError', kind: 'permanent' });
  });

  test.each(['shops', 'Shops <a@b>\r\nBcc: <c@d>', 'a@b, c@d'])('a hostile sender stops the start: %j', (from) => {
    expect(() => createMailer({ from, smtpUrl: 'smtp://127.0.0.1:1' })).toThrow(/MAIL_FROM/);
  });

  test.each(['127.0.0.1:25', 'http://127.0.0.1', 'smtp://'])(
    'an SMTP_URL that is none stops the start, unrepeated: %j',
    (smtpUrl) => {
      expect(() => createMailer({ from: FROM, smtpUrl })).toThrow(/^SMTP_URL is not of the form smtp:\/\/user/);
    },
  );

  test('without configuration it says so once in the log and goes on', async () => {
    const warn = vi.spyOn(log, 'warn').mockImplementation(() => {});
    const silent = createMailer({});
    expect(await silent(message, forever)).toEqual({ sent: false, reason: expect.stringContaining('RESEND_API_KEY') });
    await silent(message, forever);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    expect(await createMailer({ resendApiKey: 're_key' })(message, forever)).toMatchObject({ sent: false });
  });
});

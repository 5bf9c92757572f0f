import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server at 127.0.0.1 that takes whatever comes. */
export type Mailbox = {
  /** The whole of each mail, in the order in which they came. */
  mails: readonly string[];
  close: () => Promise<void>;
};

export async function openMailbox(port: number): Promise<Mailbox> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData: async (stream, _session, done) => {
      mails.push(await text(stream));
      done();
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return { mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

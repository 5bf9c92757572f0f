import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { openMailbox } from './support/mailbox.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(3);
}, 300_000);

afterAll(() => worlds.close());

const idOf = (mail: string) => /^message-id: (.*)$/im.exec(mail)?.[1]?.trim();

describe.concurrent('F09 a process killed after READY', () => {
  it.for([
    { crashAt: 'place-test-order:after', what: 'its mail is sent once', mails: 1 },
    { crashAt: 'send-welcome-mail:before', what: 'its mail is sent once', mails: 1 },
    // SMTP has no way to ask whether a mail was taken.
    { crashAt: 'send-welcome-mail:mid', what: 'its mail comes again under the id of the first', mails: 2 },
  ])('at $crashAt: $what', ({ crashAt, mails }, { task, onTestFinished }) =>
    worlds.use(async (world) => {
      const port = await freePort();
      const mailbox = await openMailbox(port);
      onTestFinished(mailbox.close);
      const mailing = { SMTP_URL: `smtp://127.0.0.1:${port}` };
      const doomed = await world.start({ ...mailing, CRASH_AT: crashAt });
      const { id } = await world.client.store.create.mutate({ name: crashAt.replace(':', '-'), type: 'medusa' });
      expect(await doomed.ended).toEqual({ code: null, signal: 'SIGKILL' });
      const { rows } = await world.database.pool.query('select status::text from stores where id = $1', [id]);
      expect(rows).toEqual([{ status: 'ready' }]);

      await world.start(mailing);
      await heals(task, () => world.untilIdle(id));
      expect(mailbox.mails).toHaveLength(mails);
      expect(new Set(mailbox.mails.map(idOf)).size).toBe(1);
      await checkInvariants(world);
    }),
  );
});

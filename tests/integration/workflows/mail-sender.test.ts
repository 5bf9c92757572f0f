import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { env } from '#server/env.ts';
import type { Actor } from '#server/stores/actor.ts';
import { acquireStep, completeOperation, failOperation, type Fence, markReady } from '#server/stores/progress.ts';
import { createStore, deleteStore } from '#server/stores/service.ts';
import type { StoreView } from '#server/stores/view.ts';
import { markNamespaceMissing } from '#server/stores/whereabouts.ts';
import { spanRef } from '#server/tracing/span.ts';
import { sendDueMails } from '#server/workflows/mail-sender.ts';
import { sendWelcomeMail } from '#server/workflows/steps/send-welcome-mail.ts';
import { type Mailbox, openMailbox } from '#tests/faults/support/mailbox.ts';
import { newPerson, type Platform, preparePlatform } from '#tests/integration/stores/platform.ts';

const CANARY = 'canary-in-the-words-of-the-cluster';
const FAILURE = {
  reason: 'CrashLoop',
  step: 'start-store',
  object: 'Pod/web-0',
  message: CANARY,
  logs: CANARY,
} as const;

let port: number;
let mailbox: Mailbox;
let platform: Platform;
let actor: Actor;
let store: StoreView;
let stores = 0;

beforeAll(async () => {
  port = await freePort();
  platform = await preparePlatform({ SMTP_URL: `smtp://127.0.0.1:${port}` });
});

afterAll(() => platform.close());

beforeEach(async () => {
  mailbox = await openMailbox(port);
  actor = await newPerson();
  store = await createStore(actor, { name: `shop-${stores++}`, type: 'medusa' });
  return () => mailbox.close();
});

async function begin(step: string, operationId = store.operation.id) {
  const holder = 'holder';
  const times = { leaseSeconds: 60, boundSeconds: 20, timeoutSeconds: 600 };
  const acquired = await acquireStep({ operationId, step, runId: 'run', holder, deadHolder: null, ...times });
  if (!acquired) throw new Error('The lease was not had.');
  const fence: Fence = { operationId, attempt: acquired.attempt, holder };
  return { fence, acquired };
}

async function failStore(): Promise<void> {
  expect(await failOperation((await begin('start-store')).fence, FAILURE)).toBe(true);
}

/** What of the mails is for this test's person, with the line breaks of quoted-printable undone. */
const mails = () =>
  mailbox.mails.filter((mail) => mail.includes(actor.user.email)).map((mail) => mail.replaceAll(/=\r?\n/g, ''));
const header = (mail: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mail ?? '')?.[1]?.trim();
const subjects = () => mails().map((mail) => header(mail, 'subject'));
const address = (path: string) => new URL(path, env().PUBLIC_URL).href;
const makeDue = () => platform.pool.query('update mails set send_after = now()');
const waiting = async () => (await platform.pool.query('select * from mails')).rowCount;

describe('a store that failed', () => {
  test('is told once, however many processes look, with the way to its page and without the words of the cluster', async () => {
    await failStore();
    await Promise.all(Array.from({ length: 8 }, sendDueMails));
    await sendDueMails();
    expect(subjects()).toEqual([`${store.name}: Failed`]);
    for (const part of ['Start store', 'Pod/web-0', address(`/stores/${store.id}`)]) expect(mails()[0]).toContain(part);
    expect(mails()[0]).not.toContain(CANARY);
    expect(await waiting()).toBe(0);
  });

  test('when its namespace vanished after READY is told too, and not as a set-up', async () => {
    const { fence } = await begin('place-test-order');
    await markReady(fence);
    await completeOperation(fence, 'place-test-order', null);
    await markNamespaceMissing(store.id, { ...FAILURE, reason: 'NamespaceMissing', step: 'reserve-namespace' });
    await sendDueMails();
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toContain('was ready, and has lost what it ran in');
    expect(mails()[0]).not.toContain('Reserve namespace');
  });

  test('is not told when it is READY: what fails afterwards does not unmake it', async () => {
    const { fence } = await begin('send-welcome-mail');
    await markReady(fence);
    await failOperation(fence, FAILURE);
    await sendDueMails();
    expect(mails()).toEqual([]);
  });

  test('is told when the deletion failed, as a deletion', async () => {
    const { operation } = await deleteStore(actor, store.id);
    await failOperation((await begin('delete-namespace', operation.id)).fence, {
      ...FAILURE,
      step: 'delete-namespace',
    });
    await sendDueMails();
    expect(subjects()).toEqual([`${store.name}: Deletion failed`]);
  });
});

test('a store that is gone is told once, whatever its owner chose', async () => {
  await platform.pool.query('update users set mail_on_failure = false, mail_on_ready = false where id = $1', [
    actor.user.id,
  ]);
  const { operation } = await deleteStore(actor, store.id);
  expect(await completeOperation((await begin('confirm-gone', operation.id)).fence, 'confirm-gone', null)).toBe(true);
  await Promise.all([sendDueMails(), sendDueMails()]);
  await sendDueMails();
  expect(subjects()).toEqual([`${store.name}: Deleted`]);
  expect(mails()[0]).toContain(address('/settings'));
});

describe('who chose no mail', () => {
  test('on failure gets none, then or later', async () => {
    await platform.pool.query('update users set mail_on_failure = false where id = $1', [actor.user.id]);
    await failStore();
    await sendDueMails();
    await platform.pool.query('update users set mail_on_failure = true where id = $1', [actor.user.id]);
    await sendDueMails();
    expect(mails()).toEqual([]);
  });

  test('on READY gets none, and the step says so', async () => {
    await platform.pool.query('update users set mail_on_ready = false where id = $1', [actor.user.id]);
    const { fence, acquired } = await begin('send-welcome-mail');
    const now = new Date();
    const progress = await sendWelcomeMail({
      ...acquired,
      operationId: fence.operationId,
      fence,
      call: {
        guard: () => undefined,
        signal: AbortSignal.timeout(60_000),
        whose: '',
        trace: spanRef(fence.operationId),
      },
      waiting: AbortSignal.timeout(60_000),
      operationStartedAt: now,
      startedAt: now,
      msLeft: () => 60_000,
      note: () => undefined,
    });
    expect(progress).toMatchObject({ done: true, detail: expect.stringMatching(/^Not sent: the owner has chosen/) });
    expect(mails()).toEqual([]);
  });
});

describe('F40 a mail server that is down', () => {
  test('gets the mail once when it is up', async () => {
    await mailbox.close();
    await failStore();
    await sendDueMails();
    expect(await waiting()).toBe(1);
    mailbox = await openMailbox(port);
    await makeDue();
    await sendDueMails();
    await makeDue();
    await sendDueMails();
    expect(mails()).toHaveLength(1);
  });

  test('is asked again, later and later, and given up after a day', async () => {
    await mailbox.close();
    await failStore();
    await platform.pool.query(`update mails set created_at = now() - interval '1 hour'`);
    await sendDueMails();
    const { rows } = await platform.pool.query(`select send_after > now() + interval '5 minutes' as later from mails`);
    expect(rows).toEqual([{ later: true }]);
    await platform.pool.query(`update mails set created_at = now() - interval '2 days', send_after = now()`);
    await sendDueMails();
    expect(await waiting()).toBe(0);
    mailbox = await openMailbox(port);
  });
});

test('F09 a mail whose sending was not recorded comes again under the id of the first', async () => {
  await failStore();
  await sendDueMails();
  await platform.pool.query(`insert into mails (operation_id, subject) values ($1, 'failed')`, [store.operation.id]);
  await sendDueMails();
  const ids = mails().map((mail) => header(mail, 'message-id'));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

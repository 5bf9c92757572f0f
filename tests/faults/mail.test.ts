import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { until } from '#scripts/local/until.ts';
import { heals } from './support/heal.ts';
import { checkInvariants } from './support/invariants.ts';
import { openMailbox } from './support/mailbox.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';
import { createWorlds, type WorldPool } from './support/world-pool.ts';
import type { World } from './support/world.ts';

let worlds: WorldPool;

beforeAll(async () => {
  worlds = await createWorlds(2);
}, 300_000);

afterAll(() => worlds.close());

/** Instead of two minutes: long enough for a second try, after the ten seconds that a server has for its greeting. */
const PATIENCE = { MAIL_PATIENCE_SECONDS: '20' };

/** What a person reads at the step that sends the mail. */
async function mailStep(world: World, id: string) {
  const { operation } = await world.client.store.get.query({ id });
  const step = operation.steps.find(({ name }) => name === 'send-welcome-mail');
  return { operation: operation.status, step: step?.status, detail: step?.detail ?? '' };
}

describe.concurrent('F40 a mail server that is down', () => {
  it('does not keep a store from READY, is said to be down at the step, and gets the mail once when it is up', ({
    task,
  }) =>
    worlds.use(async (world) => {
      const port = await freePort();
      await world.start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
      const { id } = await world.client.store.create.mutate({ name: 'unmailed', type: 'medusa' });
      await world.untilStore(id, 'ready');
      const waiting = await until('the step to say so', 60, async () => {
        const shown = await mailStep(world, id);
        return shown.detail.includes('does not take it yet') && shown;
      });
      expect(waiting).toMatchObject({ operation: 'running', step: 'running' });

      const mailbox = await openMailbox(port);
      await heals(task, () => world.untilIdle());
      expect(mailbox.mails).toHaveLength(1);
      expect(await mailStep(world, id)).toMatchObject({ step: 'succeeded', detail: 'Sent to owner@example.com' });
      await checkInvariants(world);
      await mailbox.close();
    }));

  it('for too long is given up, and the step says that nothing was sent', () =>
    worlds.use(async (world) => {
      const port = await freePort();
      const mailbox = await openMailbox(port);
      const wire = await startTcpProxy(`smtp://127.0.0.1:${port}`);
      wire.hang();
      await world.start({ SMTP_URL: wire.url, ...PATIENCE });
      const { id } = await world.client.store.create.mutate({ name: 'never-mailed', type: 'medusa' });
      await world.untilStore(id, 'ready');
      await world.untilIdle();
      expect(wire.asked()).toBeGreaterThan(1);
      const { detail, ...rest } = await mailStep(world, id);
      expect(rest).toEqual({ operation: 'succeeded', step: 'succeeded' });
      expect(detail).toMatch(/^Not sent: /);
      expect(mailbox.mails).toEqual([]);
      await checkInvariants(world);
      await world.killApps();
      await wire.close();
      await mailbox.close();
    }));
});

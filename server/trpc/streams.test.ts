import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { beginStop } from '#server/lifecycle.ts';
import type { Actor } from '#server/stores/actor.ts';
import { openStream } from './streams.ts';

it('an end for which nobody waits yet is no unhandled rejection, and who reads on gets it', async () => {
  const unhandled = vi.fn<() => void>();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.off('unhandledRejection', unhandled));
  const actor = { user: { id: 'somebody' } } as Actor;
  const source = async function* (ended: AbortSignal) {
    yield 'first';
    await once(ended, 'abort');
  };
  const events = openStream(actor, new AbortController().signal, source)[Symbol.asyncIterator]();
  expect(await events.next()).toEqual({ done: false, value: 'first' });

  const last = events.next();
  beginStop();
  await turn();
  expect(unhandled).not.toHaveBeenCalled();
  await expect(last).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

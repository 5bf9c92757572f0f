import { expect, test } from '@playwright/test';
import type { StoreView } from '#server/stores/view.ts';
import { uniqueName } from '#tests/e2e/test.ts';
import { readMessages, type Received } from '#tests/stream-messages.ts';
import { countRuns, platformPods, PlatformPod } from './support/installation.ts';
import { deleteStores } from './support/platform.ts';
import { environment } from './support/environment.ts';

test.afterEach(deleteStores);

/** Asks for twice as many stores as a person may have, by both pods at once; those that were made. */
async function makeAsManyAsAllowed(one: PlatformPod, other: PlatformPod): Promise<StoreView[]> {
  const limit = Number(environment('STORES_LIMIT'));
  const asked = Array.from({ length: 2 * limit }, (_, index) =>
    (index % 2 ? one : other).api.store.create.mutate({ name: uniqueName('limit'), type: 'medusa' }).then(
      (store) => store as StoreView,
      (error: Error) => error.message,
    ),
  );
  const answers = await Promise.all(asked);
  const made = answers.filter((answer) => typeof answer !== 'string');
  expect(made).toHaveLength(limit);
  for (const refusal of answers.filter((answer) => typeof answer === 'string'))
    expect(refusal).toContain(String(limit));
  return made;
}

/** The stream of all stores from one pod, once it has begun. */
async function listenTo({ url }: PlatformPod): Promise<AsyncGenerator<Received>> {
  const input = encodeURIComponent(JSON.stringify({ json: { list: {} } }));
  const headers = { authorization: `Bearer ${process.env.STOREWRIGHT_TOKEN}`, accept: 'text/event-stream' };
  const messages = readMessages(await fetch(`${url}/api/trpc/store.watch?input=${input}`, { headers }));
  expect((await messages.next()).value).toMatchObject({ event: { kind: 'snapshot' } });
  return messages;
}

/** Waits until a stream says that a store is being deleted. */
async function hearsDeletion(messages: AsyncGenerator<Received>, id: string): Promise<boolean> {
  for await (const message of messages) {
    if (!('event' in message)) throw new Error(`The stream ended with ${JSON.stringify(message)}`);
    const { event } = message;
    if (event.kind === 'changed' && event.store.id === id && event.store.status === 'deleting') return true;
  }
  return false;
}

test('two pods: both stream what one of them began, each operation is begun once, and a limit holds over both', async () => {
  const pods: PlatformPod[] = [];
  try {
    for (const name of await platformPods()) pods.push(await PlatformPod.open(name));
    const [one, other] = pods as [PlatformPod, PlatformPod];
    const made = await makeAsManyAsAllowed(one, other);
    const begun = ({ operation }: StoreView) => countRuns(operation.id);
    for (const store of made) await expect.poll(() => begun(store), { timeout: 60_000 }).toBeGreaterThan(0);

    const streams = await Promise.all([listenTo(one), listenTo(other)]);
    const [{ id }] = made as [StoreView];
    await other.api.store.delete.mutate({ id });
    expect(await Promise.all(streams.map((stream) => hearsDeletion(stream, id)))).toEqual([true, true]);

    // When all of it is over, nothing more is begun.
    await deleteStores();
    expect(await Promise.all(made.map(begun))).toEqual(made.map(() => 1));
  } finally {
    for (const pod of pods) pod.close();
  }
});

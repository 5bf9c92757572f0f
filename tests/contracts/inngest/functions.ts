import { Inngest, NonRetriableError, RetryAfterError } from 'inngest';
import type { Report } from './recorder.ts';

type Context = { event: { id?: string; data: Record<string, unknown> }; runId: string; attempt: number };

/** The functions that the suite drives. Each tells the recorder where it is, and is held there when a test says so. */
export function createFunctions(recorderUrl: string) {
  const client = new Inngest({ id: 'contract' });
  const tell = async (context: Context, place: string, detail?: unknown) => {
    const { runId, attempt } = context;
    const report: Report = { place, eventId: context.event.id ?? '', runId, attempt, detail };
    await fetch(recorderUrl, { method: 'POST', body: JSON.stringify(report) });
  };
  // onFailure's event is about the event that started the run.
  const tellFailure = async ({ event, error }: { event: { data: { event: unknown } }; error: Error }) => {
    const original = event.data.event as { id: string };
    const report: Report = { place: 'onFailure', eventId: original.id, runId: '', attempt: 0, detail: error.message };
    await fetch(recorderUrl, { method: 'POST', body: JSON.stringify(report) });
  };

  const invoked = client.createFunction({ id: 'invoked', retries: 1, triggers: [] }, async ({ event }) => {
    const { number, isToFail }: { number?: number; isToFail?: boolean } = event.data;
    if (isToFail === true) {
      throw new NonRetriableError('invoked in vain');
    }
    return { doubled: Number(number) * 2 };
  });

  const functions = [
    invoked,
    client.createFunction(
      { id: 'sequence', retries: 10, triggers: [{ event: 'contract/sequence' }] },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        for (const place of ['one', 'two', 'three']) {
          await step.run(place, () => tell(context, place));
        }
        await tell(context, 'done');
      },
    ),
    client.createFunction(
      {
        id: 'slices',
        retries: 3,
        triggers: [{ event: 'contract/slices' }],
        // The real functions run ten seconds in one request and then go on in the next; here a tenth of a second.
        checkpointing: { maxRuntime: 100 },
      },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        for (let slice = 1; slice <= Number(event.data.slices); slice += 1) {
          await step.run(`slice:${slice}`, async () => {
            await tell(context, 'slice', slice);
            await new Promise((resolve) => setTimeout(resolve, 20));
          });
        }
        await tell(context, 'done');
      },
    ),
    client.createFunction(
      { id: 'parallel', retries: 3, triggers: [{ event: 'contract/parallel' }] },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        const values = await Promise.all([
          step.run('left', async () => (await tell(context, 'left'), 'l')),
          step.run('right', async () => (await tell(context, 'right'), 'r')),
          step.sleep('nap', '1s'),
        ]);
        await step.run('after', () => tell(context, 'after', values));
        await tell(context, 'done');
      },
    ),
    client.createFunction(
      { id: 'waiter', retries: 3, triggers: [{ event: 'contract/wait' }] },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        await step.run('before', () => tell(context, 'before'));
        const answer = await step.waitForEvent('answer', {
          event: 'contract/answer',
          timeout: String(event.data.timeout),
          match: 'data.key',
        });
        await tell(context, 'done', answer === null ? null : answer.data);
      },
    ),
    client.createFunction(
      { id: 'invoker', retries: 3, triggers: [{ event: 'contract/invoke' }] },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        try {
          const value = await step.invoke('call', { function: invoked, data: event.data });
          await tell(context, 'done', value);
        } catch (error) {
          await tell(context, 'done', error instanceof Error ? error.message : error);
        }
      },
    ),
    client.createFunction(
      { id: 'sender', retries: 3, triggers: [{ event: 'contract/send' }] },
      async ({ event, step }) => {
        await step.sendEvent('pass on', { name: 'contract/sequence', id: String(event.data.next), data: {} });
      },
    ),
    client.createFunction(
      { id: 'filtered', retries: 3, triggers: [{ event: 'contract/filtered', if: 'event.data.kind == "wanted"' }] },
      async ({ event, runId, attempt }) => tell({ event, runId, attempt }, 'done'),
    ),
    client.createFunction(
      { id: 'catcher', retries: 1, triggers: [{ event: 'contract/catch' }] },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        const caught = await step
          .run('fails', () => {
            throw new NonRetriableError('cannot be done');
          })
          .catch((error: Error) => error.message);
        await step.run('after', () => tell(context, 'after', caught));
        await tell(context, 'done');
      },
    ),
    client.createFunction(
      { id: 'failing', retries: 1, triggers: [{ event: 'contract/fail' }], onFailure: tellFailure },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        await step.run('before', () => tell(context, 'before'));
        await step.run('fails', async () => {
          await tell(context, 'fails');
          throw errors[String(event.data.kind)]?.() ?? new Error('as told');
        });
      },
    ),
    client.createFunction(
      { id: 'thrower', retries: 1, triggers: [{ event: 'contract/throw' }], onFailure: tellFailure },
      async ({ event, runId, attempt }) => {
        await tell({ event, runId, attempt }, 'throws');
        throw new Error('outside of any step');
      },
    ),
    client.createFunction(
      { id: 'fragile', retries: 0, triggers: [{ event: 'contract/fragile' }], onFailure: tellFailure },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        await step.run('one', () => tell(context, 'one'));
        await step.run('two', () => tell(context, 'two'));
      },
    ),
    client.createFunction(
      {
        id: 'cancellable',
        retries: 3,
        triggers: [{ event: 'contract/cancellable' }],
        cancelOn: [{ event: 'contract/cancel', match: 'data.key' }],
        onFailure: tellFailure,
      },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        await step.run('first', () => tell(context, 'first'));
        await step.run('second', () => tell(context, 'second'));
        await tell(context, 'done');
      },
    ),
    client.createFunction(
      {
        id: 'limited',
        retries: 3,
        triggers: [{ event: 'contract/limited' }],
        concurrency: [{ limit: 1, key: 'event.data.user' }, { limit: 3 }],
      },
      async ({ event, runId, attempt, step }) => {
        const context = { event, runId, attempt };
        await step.run('work', () => tell(context, 'work'));
        await step.run('more work', () => tell(context, 'more work'));
      },
    ),
  ];
  return { client, functions };
}

/** Errors by the word in the event: what a step throws decides what becomes of its run. */
const errors: Record<string, () => Error> = {
  final: () => new NonRetriableError('not again'),
  later: () => new RetryAfterError('in a while', 4000),
};

import type { Core, Tx } from './core.ts';
import type { EventPayload } from './event-payload.ts';
import { acceptEvent } from './events.ts';

/**
 * Runs the work in one transaction. Events that it emits are accepted in the same transaction; new items start and other
 * effects happen only after the commit, so that nothing is done for what was never written.
 */
export async function transaction<T>(core: Core, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { result, effects } = await core.database.transaction(async (query) => {
    const emitted: EventPayload[] = [];
    const effects: (() => void)[] = [];
    const tx: Tx = {
      core,
      query,
      emit: (event) => emitted.push(event),
      afterCommit: (effect) => effects.push(effect),
      enqueue: async (item) => {
        const [row] = await query<{ id: string }>(
          'insert into items (run_id, kind, step_id, due_at) values ($1, $2, $3, $4) returning id',
          [item.runId, item.kind, item.stepId, new Date(item.dueAt)],
        );
        effects.push(() => core.queue.add({ ...item, id: String(row?.id) }));
      },
    };
    const result = await work(tx);
    for (let event = emitted.shift(); event !== undefined; event = emitted.shift()) {
      await acceptEvent(tx, { payload: event, isNamed: true });
    }
    return { result, effects };
  });
  for (const effect of effects) {
    effect();
  }
  return result;
}

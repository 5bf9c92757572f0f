import { z } from 'zod';
import { operation } from './app-call.ts';
import type { Core } from './core.ts';
import { findCall } from './live-run.ts';
import { closeStep } from './steps.ts';
import { transaction } from './transaction.ts';

const body = z.object({ qi_id: z.string().regex(/^\d+$/), request_id: z.string(), steps: z.array(operation) });

/** What a checkpoint came to, as an HTTP status: 200 noted, 400 not understood, 409 the call is not to go on. */
export type CheckpointStatus = 200 | 400 | 409;

/**
 * Notes steps that a running call has finished. A call whose run is over, or that another call has replaced, gets 409: the
 * SDK then begins no further step.
 */
export async function checkpoint(core: Core, runId: string, raw: unknown): Promise<CheckpointStatus> {
  const parsed = body.safeParse(raw);
  if (!parsed.success || parsed.data.steps.some(({ op }) => op !== 'StepRun' && op !== 'Step')) {
    // The SDK then ends its call with all operations, where a wrong one is answered in words.
    return 400;
  }
  const { qi_id: itemId, request_id: dispatch, steps } = parsed.data;
  return await transaction(core, async (tx) => {
    const call = await findCall(tx, runId, itemId, dispatch);
    if (call === null) {
      return 409;
    }
    for (const { id, op, name, displayName, data } of steps) {
      const step = { id, op, name: displayName ?? name ?? id, attempts: call.attempt + 1 };
      await closeStep(tx, call.run, step, { type: 'data', data: data ?? null });
    }
    if (call.attempt > 0) {
      await tx.query('update items set attempt = 0 where id = $1', [itemId]);
    }
    tx.afterCommit(() => core.queue.postponeOrphan(itemId, Date.now() + core.settings.orphanMs));
    return 200;
  });
}

import { z } from 'zod';
import { type Operation, readError } from './app-call.ts';
import type { Run, Tx } from './core.ts';
import { momentOf } from './moment.ts';
import { newId } from './new-id.ts';
import { createRun, finishRun } from './runs.ts';
import { closeStep, openStep } from './steps.ts';

/** What an operation did to its run. */
export type Effect = 'opened' | 'closed' | 'ended' | 'rediscover';

type Handler = (tx: Tx, run: Run, operation: Operation, context: Context) => Promise<Effect>;

/** The attempt that reported the operation, and whether each end of a parallel step goes on with the function. */
export type Context = { attempts: number; isOneByOne: boolean };

/** An invoked function that names no time is waited for as long as the official server does. */
const invokeTimeout = '52w';

const waitOptions = z.object({ timeout: z.string(), if: z.string().optional() });
const invokeOptions = z.object({
  function_id: z.string(),
  timeout: z.string().optional(),
  payload: z.object({ data: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

const closeWithData: Handler = async (tx, run, operation, { attempts }) => {
  await closeStep(tx, run, { ...named(operation), attempts }, { type: 'data', data: operation.data ?? null });
  return 'closed';
};

const handlers: Record<string, Handler> = {
  StepRun: closeWithData,
  Step: closeWithData,

  StepFailed: async (tx, run, operation, { attempts }) => {
    await closeStep(
      tx,
      run,
      { ...named(operation), attempts },
      { type: 'error', error: readError(operation.error ?? operation.data) },
    );
    return 'closed';
  },

  StepPlanned: async (tx, run, operation, context) => {
    await openStep(tx, run, { ...open(operation, context), status: 'planned' }, Date.now());
    return 'opened';
  },

  Sleep: async (tx, run, operation, context) => {
    await openStep(tx, run, { ...open(operation, context), status: 'waiting' }, momentOf(operation.name ?? ''));
    return 'opened';
  },

  WaitForEvent: async (tx, run, operation, context) => {
    const { timeout, if: expression } = waitOptions.parse(operation.opts);
    const wait = { status: 'waiting', eventName: operation.name ?? '', expression } as const;
    await openStep(tx, run, { ...open(operation, context), ...wait }, momentOf(timeout));
    return 'opened';
  },

  InvokeFunction: async (tx, run, operation, context) => {
    const { function_id: functionId, timeout, payload } = invokeOptions.parse(operation.opts);
    const invoked = tx.core.functions.find(functionId);
    if (invoked === null) {
      const error = { name: 'Error', message: `The function "${functionId}" to be invoked is not registered.` };
      await closeStep(tx, run, { ...named(operation), attempts: 1 }, { type: 'error', error });
      return 'closed';
    }
    const step = { ...open(operation, context), status: 'waiting' } as const;
    if (await openStep(tx, run, step, momentOf(timeout ?? invokeTimeout))) {
      const event = { id: newId(), name: 'inngest/function.invoked', data: payload?.data ?? {}, ts: Date.now() };
      await createRun(tx, invoked, event, { runId: run.id, stepId: operation.id });
    }
    return 'opened';
  },

  RunComplete: async (tx, run, operation) => {
    await finishRun(tx, run, { status: 'completed', output: operation.data });
    return 'ended';
  },

  DiscoveryRequest: async () => 'rediscover',
};

/** Carries out one operation of a run. One that the engine does not know ends the run with an error that names it. */
export async function applyOperation(tx: Tx, run: Run, operation: Operation, context: Context): Promise<Effect> {
  const handler = handlers[operation.op];
  if (handler === undefined) {
    const message = `The step "${named(operation).name}" asks for ${operation.op}, which the embedded engine does not implement.`;
    await finishRun(tx, run, { status: 'failed', error: { name: 'Error', message, stack: '' } });
    return 'ended';
  }
  return await handler(tx, run, operation, context);
}

function named(operation: Operation): { id: string; name: string; op: string } {
  return { id: operation.id, name: operation.displayName ?? operation.name ?? operation.id, op: operation.op };
}

function open(operation: Operation, { isOneByOne }: Context) {
  return { ...named(operation), isRace: isOneByOne || operation.opts?.parallelMode === 'race' };
}

import { randomBytes } from 'node:crypto';
import type { StoreView } from '#server/stores/view.ts';
import { spanRef } from '#server/tracing/span.ts';
import { record } from '#server/tracing/tracing.ts';
import type { Context } from './context.ts';

/** What a call has set off: an operation of a store. */
type SetOff = { store: StoreView; operationId: string };

/** That which the store is in now. */
export const itsOwn = (store: StoreView): SetOff => ({ store, operationId: store.operation.id });

/** Shows a call that set off an operation in that operation's trace, from the request's arrival; answers with the store. */
export async function traced(
  call: { ctx: Pick<Context, 'startedAt'>; path: string },
  setOff: Promise<SetOff>,
): Promise<StoreView> {
  const { store, operationId } = await setOff;
  const { traceId, spanId: parentId } = spanRef(operationId);
  record([
    {
      traceId,
      spanId: randomBytes(8).toString('hex'),
      parentId,
      name: call.path,
      kind: 'call',
      start: call.ctx.startedAt,
      end: new Date(),
      attributes: { 'rpc.system': 'trpc', 'store.id': store.id },
    },
  ]);
  return store;
}

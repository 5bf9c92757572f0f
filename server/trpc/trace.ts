import { randomBytes } from 'node:crypto';
import type { StoreView } from '#server/stores/view.ts';
import { spanRef } from '#server/tracing/span.ts';
import { record } from '#server/tracing/tracing.ts';
import type { Context } from './context.ts';

/** Shows a call that set off an operation in that operation's trace, from the request's arrival; answers as it does. */
export async function traced(
  call: { ctx: Pick<Context, 'startedAt'>; path: string },
  accepted: Promise<StoreView>,
): Promise<StoreView> {
  const store = await accepted;
  const { traceId, spanId: parentId } = spanRef(store.operation.id);
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

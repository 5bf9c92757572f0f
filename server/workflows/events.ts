import { eventType } from 'inngest';
import { z } from 'zod';
import { OPERATION_KINDS } from '#server/stores/operation.ts';

/** Asks for one run of an operation. The event's id is `<operationId>.<dispatch>`, so a repeated send is one event. */
export const operationRequested = eventType('store/operation.requested', {
  schema: z.object({
    operationId: z.uuid(),
    /** Whom the work is for: the key of the limit that keeps one person from holding all workers. */
    ownerId: z.uuid(),
    kind: z.enum(OPERATION_KINDS),
  }),
});

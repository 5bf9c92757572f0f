import { z } from 'zod';

/** The official server's bound for one request to the event API is of this order. */
export const maxEventsPerRequest = 5000;

const payload = z.looseObject({
  id: z.string().optional(),
  name: z
    .string()
    .min(1)
    .refine((name) => !name.startsWith('inngest/'), 'names that begin with "inngest/" are the server\'s own'),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().nullish(),
});

const request = z.union([payload.transform((one) => [one]), z.array(payload).max(maxEventsPerRequest)]);

/** An event as a function sees it. `ts` is in milliseconds. */
export type EventPayload = { id: string; name: string; data: Record<string, unknown>; ts: number };

/** An event that was sent. Without an id of its own (`isNamed` false) it cannot be a repetition of another. */
export type SentEvent = { payload: EventPayload; isNamed: boolean };

/**
 * Reads the body of the event API: one event or a list. `seed` is the SDK's header for one sending (it repeats a request
 * that was not answered with the same seed), from which events without an id get one. Throws what is wrong, as one sentence.
 */
export function parseEvents(body: unknown, seed: string | undefined, newId: () => string): SentEvent[] {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    throw new Error(`This is no event or list of events: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.map((event, index) => {
    const id = event.id || (seed ? `${seed}:${index}` : undefined);
    const payload = { ...event, id: id ?? newId(), data: event.data ?? {}, ts: event.ts || Date.now() };
    return { payload, isNamed: id !== undefined };
  });
}

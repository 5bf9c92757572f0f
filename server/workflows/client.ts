import { Inngest } from 'inngest';
import { env } from '#server/env.ts';
import { sdkLog } from './sdk-log.ts';

let client: Inngest | undefined;

/**
 * The connection to Inngest: where it is and its keys come from the environment (server/env.ts). One for each module graph, and
 * no singleton: the SDK knows its own events and errors by `instanceof`. A client that the dispatcher had made first, from its
 * copy of the SDK, would not know the triggers of the route's functions, and no function could be registered.
 */
export function inngest(): Inngest {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = env();
  return (client ??= new Inngest({
    id: 'storewright',
    baseUrl: INNGEST_BASE_URL,
    eventKey: INNGEST_EVENT_KEY,
    signingKey: INNGEST_SIGNING_KEY,
    logger: sdkLog,
  }));
}

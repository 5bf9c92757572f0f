import { Inngest } from 'inngest';
import { env } from '#server/env.ts';
import { singleton } from '#server/singleton.ts';

/** The connection to Inngest: where it is and its keys come from the environment (server/env.ts). */
export const inngest = singleton('inngest', () => {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY } = env();
  return new Inngest({
    id: 'storewright',
    baseUrl: INNGEST_BASE_URL,
    eventKey: INNGEST_EVENT_KEY,
    signingKey: INNGEST_SIGNING_KEY,
  });
});

import { WRITES } from './api-call.ts';
import { type ApiProxy, startApiProxy } from './api-proxy.ts';

/** Far longer than a look at the releases takes, and shorter than helm's grace in a world. */
const DELAY_MS = 1_000;

/** A way to the API server on which helm's install takes long enough to be met in its midst, on any machine. */
export async function startSlowWay(): Promise<ApiProxy> {
  const api = await startApiProxy();
  api.set({ resources: ['statefulsets'], verbs: WRITES, fault: { is: 'delay', ms: DELAY_MS } });
  return api;
}

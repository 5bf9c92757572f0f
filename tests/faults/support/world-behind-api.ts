import { type ApiProxy, startApiProxy } from './api-proxy.ts';
import { createWorld, type World } from './world.ts';

/** A world whose app and helm reach the API server by a way that can be disturbed. */
export type WorldBehindApi = World & { api: ApiProxy };

/** With the real slice of a wait, so that how often a namespace is listed does not depend on how quick the machine is. */
export async function createWorldBehindApi(changes: Record<string, string> = {}): Promise<WorldBehindApi> {
  const api = await startApiProxy();
  const world = await createWorld({ SLICE_SECONDS: '15', ...changes, KUBECONFIG: api.kubeconfig });
  await world.startInngest();
  const close = async () => {
    await world.close();
    await api.close();
  };
  return { ...world, api, close };
}

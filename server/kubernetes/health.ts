import type { Kubernetes } from './client.ts';

/**
 * Asks the API server whether it is ready, and which version it is.
 * @throws KubernetesError when it is not, or does not answer within the bound of a read.
 */
export async function checkHealth(k: Kubernetes, signal: AbortSignal): Promise<{ version: string }> {
  const [version] = await Promise.all([
    k.read<{ gitVersion: string }>({ path: '/version', object: "the cluster's version", signal }),
    k.readText({ path: '/readyz', object: "the cluster's readiness", accept: '*/*', signal }),
  ]);
  return { version: version.gitVersion };
}

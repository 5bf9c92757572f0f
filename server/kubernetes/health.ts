import { isGranted } from './review.ts';
import type { Kubernetes } from './client.ts';
import { KubernetesError } from './errors.ts';

/**
 * Asks the API server whether it is ready, which version it is, and whether the account may do the first thing of all.
 * @throws KubernetesError when it is not ready, or does not answer within the bound of a read; `forbidden` without the right.
 */
export async function checkHealth(k: Kubernetes, signal: AbortSignal): Promise<{ version: string }> {
  const [version, , isAllowed] = await Promise.all([
    k.read<{ gitVersion: string }>({ path: '/version', object: "the cluster's version", signal }),
    k.readText({ path: '/readyz', object: "the cluster's readiness", accept: '*/*', signal }),
    isGranted(k, { verb: 'create', resource: 'namespaces' }, signal),
  ]);
  if (!isAllowed) throw new KubernetesError('forbidden', 'The account may not create namespaces');
  return { version: version.gitVersion };
}

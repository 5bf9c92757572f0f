import type { Kubernetes } from './client.ts';

/** One thing that an account may or may not do; without a namespace in the whole cluster, without a name to every object. */
export type Right = {
  verb: string;
  /** Such as `secrets` or `pods/exec`. */
  resource: string;
  /** The API group; the core's when absent. */
  group?: string;
  namespace?: string;
  name?: string;
};

/** Such as `bind clusterroles.rbac.authorization.k8s.io store-manager` or `get secrets in kube-system`. */
export function describeRight({ verb, resource, group, namespace, name }: Right): string {
  const what = [verb, group ? `${resource}.${group}` : resource, name];
  return [...what, namespace && `in ${namespace}`].filter(Boolean).join(' ');
}

/**
 * Whether the API server would let this account do it, as far as roles decide: admission has its say later.
 * @throws KubernetesError `forbidden` when the account may not even ask.
 */
export async function isGranted(k: Kubernetes, right: Right, signal: AbortSignal): Promise<boolean> {
  const [resource, subresource] = right.resource.split('/');
  const answer = await k.read<{ status?: { allowed?: boolean } }>({
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    question: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { ...right, resource, subresource } },
    },
    object: `the right to ${describeRight(right)}`,
    signal,
  });
  return answer.status?.allowed === true;
}

import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import { listObjects, METADATA_ONLY } from './list.ts';
import type { NamespaceView } from './namespaces.ts';
import { type AnyObject, nameOf } from './objects.ts';
import { type Kind, RESOURCES } from './resources.ts';

export type Termination = {
  /** What is still there, such as `{ kind: 'persistentvolumeclaims', count: 1 }`. */
  remaining: Array<{ kind: string; count: number }>;
  /** What holds it. Finalizers are reported, never removed (DESIGN §5). */
  finalizers: Array<{ finalizer: string; count: number }>;
  /** Why the cluster cannot even look, such as an API service that is away. */
  problems: string[];
};

/** Conditions of a namespace that say that its deletion cannot go on, whatever is in it. */
const PROBLEMS: ReadonlySet<string> = new Set([
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
]);

/**
 * Reads from the conditions of a terminating namespace what it waits for. Their form is fixed by the namespace controller:
 * "… pods. has 2 resource instances, …" and "… example.com/hold in 1 resource instances, …".
 */
export function describeTermination(namespace: Pick<NamespaceView, 'conditions'>): Termination {
  const active = namespace.conditions.filter(({ status }) => status === 'True');
  const wordsOf = (type: string) => active.find((condition) => condition.type === type)?.message ?? '';
  const remaining = wordsOf('NamespaceContentRemaining').matchAll(/([\w.-]+?)\.? has (\d+) resource instances/g);
  const finalizers = wordsOf('NamespaceFinalizersRemaining').matchAll(/(\S+) in (\d+) resource instances/g);
  return {
    remaining: Array.from(remaining, ([, kind = '', count]) => ({ kind, count: Number(count) })),
    finalizers: Array.from(finalizers, ([, finalizer = '', count]) => ({ finalizer, count: Number(count) })),
    problems: active.filter(({ type }) => PROBLEMS.has(type)).map(({ message }) => message),
  };
}

/** One sentence for a person: what is left, and what holds it. */
export function explainTermination({ remaining, finalizers, problems }: Termination): string {
  const left = remaining.map(({ kind, count }) => `${count} ${kind}`).join(', ');
  const holders = finalizers.map(({ finalizer, count }) => `${finalizer} (${count})`).join(', ');
  const parts = [left && `still there: ${left}`, holders && `held by finalizer ${holders}`, ...problems];
  return parts.filter(Boolean).join('; ') || 'the cluster is removing what is in it';
}

export type FinalizedObject = { kind: Kind; name: string; finalizers: string[] };

/**
 * The objects of a namespace that bear finalizers. To be asked before its deletion, since the account's rights in it go early.
 * Kinds that the account may not list are left out.
 */
export async function listFinalizedObjects(
  k: Kubernetes,
  namespace: string,
  signal: AbortSignal,
): Promise<FinalizedObject[]> {
  const kinds = Object.keys(RESOURCES) as Kind[];
  const found = await Promise.all(kinds.map((kind) => listFinalized(k, kind, namespace, signal)));
  return found.flat();
}

async function listFinalized(k: Kubernetes, kind: Kind, namespace: string, signal: AbortSignal) {
  try {
    const objects = await listObjects<AnyObject>(k, kind, namespace, signal, { accept: METADATA_ONLY });
    return objects
      .map((object) => ({ kind, name: nameOf(object), finalizers: object.metadata?.finalizers ?? [] }))
      .filter(({ finalizers }) => finalizers.length > 0);
  } catch (error) {
    if (isKubernetesError(error, 'forbidden')) return [];
    throw error;
  }
}

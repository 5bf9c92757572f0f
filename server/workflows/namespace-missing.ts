import type { NamespaceView } from '#server/kubernetes/namespaces.ts';
import type { Finding } from './progress.ts';

/** What a store has failed for whose namespace is gone, or is being deleted by somebody else: nothing takes that back (F39). */
export function namespaceMissing(name: string, found: NamespaceView | null): Finding {
  const words = found === null ? 'is no longer there' : 'is being deleted, and not by the platform';
  return { reason: 'NamespaceMissing', message: `The namespace ${name} ${words}.`, object: `Namespace/${name}` };
}

import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import { type AnyObject, nameOf } from './objects.ts';
import { type Kind, pathOf } from './resources.ts';

/** Removes an object in the background, so that its name is free at once. The UID makes sure that it is the one that was looked at. */
export async function removeObject(
  k: Kubernetes,
  ctx: CallContext,
  kind: Kind,
  namespace: string,
  object: AnyObject,
): Promise<void> {
  const name = nameOf(object);
  const body = { propagationPolicy: 'Background', preconditions: { uid: object.metadata?.uid } };
  try {
    const path = pathOf(kind, namespace, name);
    await k.write(ctx, { method: 'DELETE', path, body, object: `${kind}/${name}` });
  } catch (error) {
    // Gone, or already replaced by another of that name.
    if (!isKubernetesError(error, 'not-found') && !isKubernetesError(error, 'conflict')) throw error;
  }
}

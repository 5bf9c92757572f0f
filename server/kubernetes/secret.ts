import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import type { Secret } from './objects.ts';
import { pathOf } from './resources.ts';

type WantedSecret = {
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** Makes a value for each key that the Secret shall have; called only when one is missing or unknown. */
  make: () => Record<string, string>;
};

/**
 * Creates the Secret, or adds to the one that is there the keys that it lacks. What has a value keeps it for ever, since the
 * store's databases were made with it. The answer says whether the Secret was created.
 * @throws KubernetesError `conflict` when someone changes it at the same moment: ask again.
 */
export async function ensureSecret(k: Kubernetes, ctx: CallContext, wanted: WantedSecret): Promise<boolean> {
  const found = await findSecret(k, wanted.namespace, wanted.name, ctx.signal);
  if (found === null) return createSecret(k, ctx, wanted);

  const has = found.data ?? {};
  const missing = Object.entries(wanted.make()).filter(([key]) => has[key] === undefined);
  if (missing.length > 0) {
    await k.write(ctx, {
      method: 'PATCH',
      path: pathOf('Secret', wanted.namespace, wanted.name),
      contentType: 'application/merge-patch+json',
      body: {
        metadata: { resourceVersion: found.metadata?.resourceVersion },
        data: encode(Object.fromEntries(missing)),
      },
      object: `Secret/${wanted.name}`,
    });
  }
  return false;
}

/** The values of a Secret in clear, or null when there is none. They are for their owner's eyes: never log them. */
export async function readSecret(
  k: Kubernetes,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<Record<string, string> | null> {
  const secret = await findSecret(k, namespace, name, signal);
  if (secret === null) return null;
  const decode = (value: string) => Buffer.from(value, 'base64').toString('utf8');
  return Object.fromEntries(Object.entries(secret.data ?? {}).map(([key, value]) => [key, decode(value)]));
}

async function createSecret(k: Kubernetes, ctx: CallContext, wanted: WantedSecret): Promise<boolean> {
  const body = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: wanted.name, namespace: wanted.namespace, labels: wanted.labels },
    data: encode(wanted.make()),
  };
  const object = `Secret/${wanted.name}`;
  try {
    await k.write(ctx, { method: 'POST', path: pathOf('Secret', wanted.namespace), body, object });
    return true;
  } catch (error) {
    if (isKubernetesError(error, 'already-exists')) return ensureSecret(k, ctx, wanted);
    throw error;
  }
}

async function findSecret(k: Kubernetes, namespace: string, name: string, signal: AbortSignal): Promise<Secret | null> {
  try {
    return await k.read<Secret>({ path: pathOf('Secret', namespace, name), object: `Secret/${name}`, signal });
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return null;
    throw error;
  }
}

function encode(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value, 'utf8').toString('base64')]),
  );
}

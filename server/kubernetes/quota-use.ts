import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { ResourceQuota } from './objects.ts';
import { pathOf } from './resources.ts';

/** The suffixes in which the API server writes quantities (Kubernetes API reference, "Quantity"). */
// prettier-ignore
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50,
};

/** How much of one limit of a ResourceQuota is used. */
export type QuotaUse = {
  /** As Kubernetes calls it, such as `limits.memory`. */
  resource: string;
  /** In cores, bytes or pieces, as is `limit`. It is the larger one where a quota was lowered below what is used. */
  used: number;
  limit: number;
};

/** The use of every limit of a quota, as its controller last counted it; null when there is no such quota. */
export async function findQuotaUse(
  k: Kubernetes,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<QuotaUse[] | null> {
  try {
    const path = pathOf('ResourceQuota', namespace, name);
    return toUse(await k.read<ResourceQuota>({ path, object: `ResourceQuota/${name}`, signal }));
  } catch (error) {
    if (isKubernetesError(error, 'not-found')) return null;
    throw error;
  }
}

export function toUse({ status }: ResourceQuota): QuotaUse[] {
  return Object.entries(status?.hard ?? {}).map(([resource, hard]) => ({
    resource,
    used: amountOf(status?.used?.[resource] ?? '0'),
    limit: amountOf(hard),
  }));
}

function amountOf(quantity: string): number {
  const [, number = '', suffix = ''] = /^([\d.]+(?:e[+-]?\d+)?)(\D*)$/.exec(quantity) ?? [];
  return Number(number) * (SUFFIXES[suffix] ?? Number.NaN);
}

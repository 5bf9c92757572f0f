import { networkPolicyManifests } from '#server/stores/isolation.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import { helm, kubectl } from './cluster.ts';
import { environment } from './environment.ts';
import type { StoreTypeId } from './platform.ts';

const RELEASE = 'store';
/** Told apart by a label from everything that the platform makes. */
const BY_HAND = 'storewright.dev/by-hand=true';

/** A shop that a person installs with helm, where the platform would not give these values. */
export type ByHand = { type: StoreTypeId; namespace: string; url: string };

/** Installs a chart in a namespace of its own and waits for the order check of its installation. */
export async function installByHand(type: StoreTypeId, values: object): Promise<ByHand> {
  const id = newStoreId();
  const namespace = `try-${id}`;
  const host = `${namespace}.localhost`;
  const address = new URL(environment('STORES_INGRESS'));
  address.hostname = host;
  const url = address.origin;
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted', 'storewright.dev/by-hand': 'true' };
  const data = getStoreType(type).makeCredentials();
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'store-credentials', namespace }, stringData: data },
    ...networkPolicyManifests(namespace),
  ];
  await kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
  const store = { id, name: `By hand ${id}`, host, url, email: 'owner@example.com', country: 'US', currency: 'USD' };
  const place = ['--namespace', namespace, '--values', `helm/${type}/values-local.yaml`];
  await helm(['install', RELEASE, `helm/${type}`, ...place], { store, existingSecret: 'store-credentials', ...values });
  const job = ['job/order-check-install', '--namespace', namespace];
  await kubectl(['wait', '--for=condition=Complete', '--timeout=300s', ...job]);
  return { type, namespace, url };
}

/** Removes every shop that was installed by hand. */
export async function removeByHand(): Promise<void> {
  await kubectl(['delete', 'namespaces', `--selector=${BY_HAND}`, '--wait=true']);
}

/** Upgrades the release of a store with changed values, as its administrator would; Jobs get new names by another `check`. */
export async function upgrade(
  { type, namespace }: { type: string; namespace: string },
  changes: object,
): Promise<void> {
  const now = JSON.parse(
    await helm(['get', 'values', RELEASE, '--namespace', namespace, '--output', 'json']),
  ) as object;
  const place = ['--namespace', namespace, '--values', `helm/${type}/values-local.yaml`];
  const check = `upgrade-${newStoreId()}`;
  await helm(['upgrade', RELEASE, `helm/${type}`, ...place], { ...now, check, ...changes });
  await rolledOut(namespace);
}

export async function rollback(namespace: string): Promise<void> {
  await helm(['rollback', RELEASE, '--namespace', namespace]);
  await rolledOut(namespace);
}

/** Places an order by `helm test`. Rejects with what helm says when it failed. */
export const helmTest = (namespace: string): Promise<string> =>
  helm(['test', RELEASE, '--namespace', namespace, '--timeout', '300s']);

/** Waits until every Deployment runs what it was last told to. */
export async function rolledOut(namespace: string): Promise<void> {
  const names = await kubectl(['get', 'deployments', '--namespace', namespace, '--output=name']);
  for (const name of names.trim().split('\n'))
    await kubectl(['rollout', 'status', name, '--namespace', namespace, '--timeout=300s']);
}

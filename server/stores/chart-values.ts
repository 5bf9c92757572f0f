import { env } from '#server/env.ts';
import type { HelmValues } from '#server/helm/index.ts';
import { storeAddress } from './address.ts';
import { CREDENTIALS_SECRET, ORDER_CHECK } from './naming.ts';
import type { StoreAtWork } from './progress.ts';

/** Where a new shop sells until its owner says otherwise in its own administration. */
const DEFAULT_COUNTRY = 'US';
const DEFAULT_CURRENCY = 'USD';

/**
 * Which order check an operation waits for. Each provisioning places an order of its own, and a retry thereby installs the
 * chart anew, which brings back what was cleared away of the last attempt.
 */
export function checkOf(operationId: string): string {
  return operationId.slice(0, 8);
}

/** The Job that places the test order of an operation, as the charts name it. */
export function orderCheckJobOf(operationId: string): string {
  return `${ORDER_CHECK}-${checkOf(operationId)}`;
}

/** What a store's chart is told: the contract of DESIGN §8. Holds no secret, only the name of the Secret. */
export function chartValues(store: StoreAtWork, operationId: string): HelmValues {
  const { INGRESS_CLASS, INGRESS_CONTROLLER, CLUSTER_ISSUER, STORAGE_CLASS, BLOCKED_CIDRS } = env();
  return {
    store: {
      id: store.id,
      name: store.name,
      host: store.host,
      url: storeAddress(store.host).replace(/\/$/, ''),
      email: store.ownerEmail,
      country: DEFAULT_COUNTRY,
      currency: DEFAULT_CURRENCY,
    },
    existingSecret: CREDENTIALS_SECRET,
    check: checkOf(operationId),
    ingress: {
      className: INGRESS_CLASS,
      annotations: CLUSTER_ISSUER ? { 'cert-manager.io/cluster-issuer': CLUSTER_ISSUER } : {},
    },
    ...(STORAGE_CLASS && { storageClass: STORAGE_CLASS }),
    network: {
      ...(INGRESS_CONTROLLER && { ingressController: INGRESS_CONTROLLER }),
      ...(BLOCKED_CIDRS.length > 0 && { alsoBlockedCidrs: BLOCKED_CIDRS }),
    },
  };
}

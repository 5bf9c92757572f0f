import type { Manifest } from '#server/kubernetes/ensure-object.ts';

/** What holds a store within its bounds, before its chart is there (seed: Multi-Tenant Isolation Strategy; DESIGN §7). */

export const QUOTA_NAME = 'store-quota';

/** Resource quotas of a store's namespace: the numbers of the seed. */
export const QUOTA = {
  pods: '20',
  'requests.cpu': '2',
  'requests.memory': '4Gi',
  'limits.cpu': '4',
  'limits.memory': '8Gi',
  persistentvolumeclaims: '5',
  'requests.storage': '20Gi',
} as const;

/** Of a container that says nothing itself, and the most that one may ask for: the numbers of the seed. */
const CONTAINER_LIMITS = {
  type: 'Container',
  defaultRequest: { cpu: '100m', memory: '128Mi' },
  default: { cpu: '500m', memory: '512Mi' },
  max: { cpu: '2', memory: '4Gi' },
} as const;

const COMMON_LABELS = { 'app.kubernetes.io/managed-by': 'storewright' } as const;

/** Labels by which a namespace is ours, a store's, and held to Pod Security *restricted*. */
export function namespaceLabels(store: { id: string; name: string; type: string }): Record<string, string> {
  return {
    ...COMMON_LABELS,
    'storewright.dev/store-id': store.id,
    'storewright.dev/store-name': store.name,
    'storewright.dev/store-type': store.type,
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
}

export function quotaManifest(namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: QUOTA_NAME, namespace, labels: COMMON_LABELS },
    spec: { hard: QUOTA },
  };
}

export function limitRangeManifest(namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'store-limits', namespace, labels: COMMON_LABELS },
    spec: { limits: [CONTAINER_LIMITS] },
  };
}

/**
 * Nothing in, nothing out, but names are resolved. What a store's parts need beyond that, its chart opens by role. A
 * certificate solver is let in from anywhere, since where the ingress controller runs is the cluster's affair.
 */
export function networkPolicyManifests(namespace: string): Manifest[] {
  const metadata = (name: string) => ({ name, namespace, labels: COMMON_LABELS });
  const dnsPorts = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 }));
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('deny-all'),
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
            ports: dnsPorts,
          },
        ],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadata('certificate-solver'),
      spec: {
        podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
        policyTypes: ['Ingress'],
        ingress: [{ ports: [{ protocol: 'TCP', port: 8089 }] }],
      },
    },
  ];
}

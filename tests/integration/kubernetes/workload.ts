/** Fits Pod Security *restricted*. */
const securityContext = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  runAsUser: 10_001,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

type Parts = { replicas?: number; cpu?: string; image?: string; privileged?: boolean; pod?: Record<string, unknown> };

function template(name: string, { cpu = '10m', image = 'shop:1', privileged = false, pod = {} }: Parts) {
  const limits = { cpu, memory: '16Mi' };
  const container = { name, image, resources: { limits, requests: limits } };
  return {
    metadata: { labels: { app: name, 'storewright.dev/role': name } },
    spec: {
      automountServiceAccountToken: false,
      containers: [privileged ? container : { ...container, securityContext }],
      ...pod,
    },
  };
}

/** A Deployment whose name is its role. */
export function deployment(name: string, parts: Parts = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { 'storewright.dev/role': name } },
    spec: { replicas: parts.replicas ?? 1, selector: { matchLabels: { app: name } }, template: template(name, parts) },
  };
}

export function job(name: string, parts: Parts = {}) {
  const { metadata, spec } = template('job', parts);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: { 'storewright.dev/role': 'job' } },
    spec: { backoffLimit: 0, template: { metadata, spec: { restartPolicy: 'Never', ...spec } } },
  };
}

export function quota(namespace: string, hard: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota' as const,
    metadata: { name: 'store', namespace },
    spec: { hard },
  };
}

/** What a namespace of a store looks like; a test changes what it is about. */
export function namespaceOf(id: string, changes: { name?: string; labels?: Record<string, string> } = {}) {
  const labels = { 'storewright.dev/store-id': id, 'pod-security.kubernetes.io/enforce': 'restricted' };
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: changes.name ?? `store-${id}`, labels: { ...labels, ...changes.labels } },
  };
}

export const PLATFORM = { kind: 'ServiceAccount', name: 'storewright', namespace: 'storewright-system' };

/** The one RoleBinding that the platform may make. */
export function bindingOf(namespace: string, changes: { role?: string; kind?: string; subjects?: unknown[] } = {}) {
  const { role = 'storewright-store-manager', kind = 'ClusterRole', subjects = [PLATFORM] } = changes;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'tried', namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
    subjects,
  };
}

export function secretOf(namespace: string) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tried', namespace }, stringData: { a: 'b' } };
}

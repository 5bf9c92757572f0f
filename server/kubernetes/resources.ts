/** Where the API serves each kind that the platform handles, and by which plural. */
export const RESOURCES = {
  Pod: { api: 'api/v1', plural: 'pods' },
  Secret: { api: 'api/v1', plural: 'secrets' },
  ConfigMap: { api: 'api/v1', plural: 'configmaps' },
  Service: { api: 'api/v1', plural: 'services' },
  ServiceAccount: { api: 'api/v1', plural: 'serviceaccounts' },
  PersistentVolumeClaim: { api: 'api/v1', plural: 'persistentvolumeclaims' },
  ResourceQuota: { api: 'api/v1', plural: 'resourcequotas' },
  LimitRange: { api: 'api/v1', plural: 'limitranges' },
  Event: { api: 'api/v1', plural: 'events' },
  Deployment: { api: 'apis/apps/v1', plural: 'deployments' },
  StatefulSet: { api: 'apis/apps/v1', plural: 'statefulsets' },
  ReplicaSet: { api: 'apis/apps/v1', plural: 'replicasets' },
  Job: { api: 'apis/batch/v1', plural: 'jobs' },
  CronJob: { api: 'apis/batch/v1', plural: 'cronjobs' },
  Ingress: { api: 'apis/networking.k8s.io/v1', plural: 'ingresses' },
  NetworkPolicy: { api: 'apis/networking.k8s.io/v1', plural: 'networkpolicies' },
  PodDisruptionBudget: { api: 'apis/policy/v1', plural: 'poddisruptionbudgets' },
  RoleBinding: { api: 'apis/rbac.authorization.k8s.io/v1', plural: 'rolebindings' },
} as const;

export type Kind = keyof typeof RESOURCES;

/** The path of all objects of a kind in a namespace, or of the one that is named. */
export function pathOf(kind: Kind, namespace: string, name?: string): string {
  const { api, plural } = RESOURCES[kind];
  const collection = `/${api}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`;
}

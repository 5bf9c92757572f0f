import { pathOf } from '#server/kubernetes/resources.ts';
import { asAdmin, cluster } from './cluster.ts';

/** What becomes of pods on the simulated node instead of the usual. */
const FATES = {
  /** They never start. */
  held: {
    phases: ['Pending'],
    delay: { durationMilliseconds: 3_600_000 },
    statusTemplate: 'phase: Pending',
  },
  /** They end again and again as soon as they start. */
  crashing: {
    phases: ['Pending'],
    delay: undefined,
    statusTemplate: `
phase: Running
startTime: {{ Now | Quote }}
podIP: {{ PodIPWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace | Quote }}
conditions:
- { type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: {{ Now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  restartCount: 5
  lastState:
    terminated: { exitCode: 1, reason: Error, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} }
  state:
    waiting: { reason: CrashLoopBackOff, message: back-off 5m0s restarting failed container }
{{ end }}`,
  },
  /** They run and fail. */
  failing: {
    phases: ['Running'],
    delay: undefined,
    statusTemplate: `
phase: Failed
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  restartCount: 0
  state:
    terminated: { exitCode: 1, reason: Error, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} }
{{ end }}`,
  },
} as const;

const STAGES = '/apis/kwok.x-k8s.io/v1alpha1/stages';

/** Gives the pods of a role in a namespace that fate, until the function that is returned is called. */
export async function decree(fate: keyof typeof FATES, namespace: string, role: string): Promise<() => Promise<void>> {
  const { phases, delay, statusTemplate } = FATES[fate];
  const name = `${fate}-${role}-${namespace}`;
  const body = {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchLabels: { 'storewright.dev/role': role },
        matchExpressions: [
          { key: '.metadata.namespace', operator: 'In', values: [namespace] },
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          { key: '.status.phase', operator: 'In', values: phases },
        ],
      },
      weight: 1,
      ...(delay && { delay }),
      next: { statusTemplate },
    },
  };
  await cluster().write(asAdmin, { method: 'POST', path: STAGES, body });
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: `${STAGES}/${name}`, body: {} });
  };
}

/** Ends a decree of `held` pods: those that wait under it would go on waiting, so their controllers make them anew. */
export async function letGo(release: () => Promise<void>, namespace: string, role: string): Promise<void> {
  await release();
  const query = { labelSelector: `storewright.dev/role=${role}` };
  await cluster().write(asAdmin, { method: 'DELETE', path: pathOf('Pod', namespace), query, body: {} });
}

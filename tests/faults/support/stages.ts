import { pathOf } from '#server/kubernetes/resources.ts';
import { asAdmin, cluster } from './cluster.ts';

type Fate = {
  phases: readonly string[];
  only?: object;
  delay?: { durationMilliseconds: number };
  event?: { type: string; reason: string; message: string };
  statusTemplate: string;
};

/** An hour, which no test waits for. */
const NEVER = { durationMilliseconds: 3_600_000 };

/** Of a pod that has started and is not ready; its address keeps the usual stages away. */
const UNREADY = `startTime: {{ Now | Quote }}
podIP: {{ PodIPWith .spec.nodeName false .metadata.uid .metadata.name .metadata.namespace | Quote }}
conditions:
- { type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: {{ Now | Quote }} }`;

/** Of every container of a pod; `states` in YAML, one a line. */
const containers = (restartCount: number, ...states: string[]) => `containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: false
  restartCount: ${restartCount}
  ${states.join('\n  ')}
{{ end }}`;

const ENDED =
  '{ terminated: { exitCode: 1, reason: Error, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} } }';

/** What becomes of pods on the simulated node instead of the usual. */
const FATES = {
  /** They never start. */
  held: {
    phases: ['Pending'],
    delay: NEVER,
    statusTemplate: 'phase: Pending',
  },
  /** They never end. */
  endless: {
    phases: ['Running'],
    delay: NEVER,
    statusTemplate: 'phase: Running',
  },
  /** Their image cannot be pulled. It is said once, of pods that have no status yet. */
  unpullable: {
    phases: ['Pending'],
    only: { key: '.status.containerStatuses', operator: 'DoesNotExist' },
    event: { type: 'Warning', reason: 'Failed', message: 'Failed to pull image: not found' },
    statusTemplate: [
      'phase: Pending',
      UNREADY,
      containers(0, 'state: { waiting: { reason: ImagePullBackOff, message: "Back-off pulling image: not found" } }'),
    ].join('\n'),
  },
  /** They end again and again as soon as they start. */
  crashing: {
    phases: ['Pending'],
    statusTemplate: [
      'phase: Running',
      UNREADY,
      containers(
        5,
        `lastState: ${ENDED}`,
        'state: { waiting: { reason: CrashLoopBackOff, message: back-off 5m0s restarting failed container } }',
      ),
    ].join('\n'),
  },
  /** They run and fail. */
  failing: {
    phases: ['Running'],
    statusTemplate: ['phase: Failed', containers(0, `state: ${ENDED}`)].join('\n'),
  },
} as const satisfies Record<string, Fate>;

const STAGES = '/apis/kwok.x-k8s.io/v1alpha1/stages';

/** Gives the pods of a role in a namespace that fate, until the function that is returned is called. */
export async function decree(fate: keyof typeof FATES, namespace: string, role: string): Promise<() => Promise<void>> {
  const { phases, only, delay, event, statusTemplate }: Fate = FATES[fate];
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
          ...(only ? [only] : []),
        ],
      },
      weight: 1,
      ...(delay && { delay }),
      next: { statusTemplate, event },
    },
  };
  await cluster().write(asAdmin, { method: 'POST', path: STAGES, body });
  return async () => {
    await cluster().write(asAdmin, { method: 'DELETE', path: `${STAGES}/${name}`, body: {} });
  };
}

/** Ends a decree by which pods wait: those under it would go on waiting, so their controllers make them anew. */
export async function letGo(release: () => Promise<void>, namespace: string, role: string): Promise<void> {
  await release();
  const query = { labelSelector: `storewright.dev/role=${role}` };
  await cluster().write(asAdmin, { method: 'DELETE', path: pathOf('Pod', namespace), query, body: {} });
}

import { kubectl } from './kubectl.ts';

const NAME = 'e2e-crashing-database';

/** Taken by the simulated node in place of its usual stages, which all have weight 0. */
const STAGE = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: NAME },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchLabels: { 'app.kubernetes.io/part-of': 'medusa', 'storewright.dev/role': 'data' },
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'NotIn', values: ['Running', 'Succeeded', 'Failed'] },
      ],
    },
    weight: 1,
    next: {
      statusTemplate: `
phase: Running
startTime: {{ Now | Quote }}
conditions:
- type: Ready
  status: "False"
  reason: ContainersNotReady
  lastTransitionTime: {{ Now | Quote }}
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
{{ end }}
`,
    },
  },
};

/** From now on the database and cache of every Medusa store in the cluster end again and again as soon as they start. */
export async function breakDatabases(): Promise<void> {
  await kubectl(['apply', '-f', '-'], STAGE);
}

/** Lets databases start again; those that are broken stay so until they are replaced. */
export async function mendDatabases(): Promise<void> {
  await kubectl(['delete', 'stage', NAME, '--ignore-not-found']);
}

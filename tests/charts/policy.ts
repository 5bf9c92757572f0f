import { containersOf, workloadsOf, type Container, type Rendered, type Workload } from './chart.ts';

type Right = { apiGroups?: string[]; resources?: string[]; verbs?: string[] };
type Security = {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  readOnlyRootFilesystem?: boolean;
  seccompProfile?: { type: string };
  capabilities?: { add?: string[]; drop?: string[] };
};
type Secured = { securityContext?: Security };

/** What Pod Security *restricted* lets a pod mount. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const HOST = ['hostNetwork', 'hostPID', 'hostIPC'];
const SECCOMP = ['RuntimeDefault', 'Localhost'];

/** Says in words of its own what is wrong with an object; nothing when it keeps the rule. */
type Rule = (object: Rendered) => string[];

const forEachPod =
  (judge: (spec: Record<string, unknown>) => string[]): Rule =>
  (object) =>
    workloadsOf([object]).flatMap(({ spec }) => judge(spec.template.spec));

/** The container's own security before that of its pod, as Kubernetes has it. */
const forEachContainer =
  (judge: (container: Container, security: Security, workload: Workload) => boolean): Rule =>
  (object) =>
    workloadsOf([object]).flatMap((workload) => {
      const pod = (workload.spec.template.spec as Secured).securityContext;
      const broken = containersOf(workload).filter(
        (container) => !judge(container, { ...pod, ...(container as Secured).securityContext }, workload),
      );
      return broken.map(({ name }) => `container ${name}`);
    });

/** A Job ends by itself, and so does what runs before a pod's containers. */
const isServing = ({ kind, spec }: Workload, { name }: Container) =>
  kind !== 'Job' && kind !== 'CronJob' && spec.template.spec.containers.some((container) => container.name === name);

/** What every manifest of every chart keeps. Pod Security *restricted* is the first seven. */
export const RULES = {
  'runs as somebody else than root': forEachContainer(
    (_, { runAsNonRoot, runAsUser }) => runAsNonRoot === true && runAsUser !== 0,
  ),
  'gains no privileges': forEachContainer(
    (_, { allowPrivilegeEscalation, privileged }) => allowPrivilegeEscalation === false && !privileged,
  ),
  'has no capability': forEachContainer(
    (_, { capabilities }) => capabilities?.drop?.includes('ALL') === true && !capabilities.add?.length,
  ),
  'has a seccomp profile': forEachContainer((_, { seccompProfile }) => SECCOMP.includes(seccompProfile?.type ?? '')),
  'stays out of the host': forEachPod((spec) => HOST.filter((name) => spec[name] === true)),
  'opens no port of the host': forEachContainer((container) => {
    const { ports = [] } = container as { ports?: { hostPort?: number }[] };
    return ports.every(({ hostPort }) => hostPort === undefined);
  }),
  'mounts no folder of the host': forEachPod(({ volumes = [] }) =>
    (volumes as Record<string, unknown>[]).flatMap((volume) =>
      Object.keys(volume).filter((key) => key !== 'name' && !VOLUMES.includes(key)),
    ),
  ),
  'writes only where it may': forEachContainer((_, { readOnlyRootFilesystem }) => readOnlyRootFilesystem === true),
  'has requests and limits': forEachContainer(({ resources }) =>
    [resources?.requests, resources?.limits].every((amounts) => Boolean(amounts?.cpu && amounts.memory)),
  ),
  'is probed while it serves': forEachContainer((container, _, workload) => {
    const { startupProbe, readinessProbe, livenessProbe } = container;
    return !isServing(workload, container) || Boolean(startupProbe && readinessProbe && livenessProbe);
  }),
  'names the version of its image': forEachContainer(
    ({ image }) => /:[^:/@]+(@sha256:[0-9a-f]{64})?$/.test(image) && !/:latest(@|$)/.test(image),
  ),
  'grants no wildcard': (object) => {
    const { rules = [] } = object as unknown as { rules?: Right[] | null };
    if (!/^(Cluster)?Role$/.test(object.kind)) return [];
    return (rules ?? []).flatMap(({ apiGroups = [], resources = [], verbs = [] }) =>
      [...apiGroups, ...resources, ...verbs].filter((word) => word.includes('*')),
    );
  },
} satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

/** Every offence, as `Kind/name: rule (what)`. */
export function offences(objects: readonly Rendered[]): string[] {
  return objects.flatMap((object) =>
    Object.entries(RULES).flatMap(([name, rule]) =>
      rule(object).map((what) => `${object.kind}/${object.metadata.name}: ${name} (${what})`),
    ),
  );
}

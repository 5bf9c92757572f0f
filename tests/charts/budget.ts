import type { Amounts, Claim, Rendered, Workload } from './chart.ts';
import { workloadsOf } from './chart.ts';

/** Millicores and MiB. */
export type Budget = { cpu: number; memory: number };

/** cert-manager's default limits of the pod that answers the certificate authority. */
const CERTIFICATE_SOLVER: Budget = { cpu: 100, memory: 64 };

/** `250m` as 250. */
export function millicores(quantity: string): number {
  return quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

/** `1Gi` as 1024. */
export function mebibytes(quantity: string): number {
  const [, amount, unit] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? [];
  if (!amount) throw new Error(`Not a quantity in Mi or Gi: ${quantity}`);
  return Number(amount) * (unit === 'Gi' ? 1024 : 1);
}

export function amountsOf({ cpu, memory }: Amounts): Budget {
  return { cpu: millicores(cpu), memory: mebibytes(memory) };
}

const add = (a: Budget, b: Budget): Budget => ({ cpu: a.cpu + b.cpu, memory: a.memory + b.memory });
const most = (a: Budget, b: Budget): Budget => ({
  cpu: Math.max(a.cpu, b.cpu),
  memory: Math.max(a.memory, b.memory),
});
const nothing: Budget = { cpu: 0, memory: 0 };

/** What the quota counts for a pod: its containers together, or its greediest init container. */
function podBudget({ spec }: Workload, which: 'requests' | 'limits'): Budget {
  const amounts = (containers: { resources: Record<typeof which, Amounts> }[] = []) =>
    containers.map(({ resources }) => amountsOf(resources[which]));
  const together = amounts(spec.template.spec.containers).reduce(add, nothing);
  return amounts(spec.template.spec.initContainers).reduce(most, together);
}

/** Pods that can exist at once while a workload is replaced. */
export function podsAtOnce({ kind, spec }: Workload): number {
  const replicas = spec.replicas ?? 1;
  if (kind !== 'Deployment' || spec.strategy?.type === 'Recreate') return replicas;
  // Kubernetes' default of 25 %, rounded up, is one more pod for up to four replicas.
  return replicas + (spec.strategy?.rollingUpdate?.maxSurge ?? Math.ceil(replicas / 4));
}

/** `helm test` makes its Job when those of the installation have ended, so it takes their place. */
const isTest = ({ metadata }: Rendered) => metadata.annotations?.['helm.sh/hook'] === 'test';

/** The most that the objects can count against a quota: both Jobs, every surge, and a certificate solver. */
export function worstCase(objects: readonly Rendered[], which: 'requests' | 'limits'): Budget {
  return workloadsOf(objects.filter((object) => !isTest(object))).reduce((sum, workload) => {
    const pod = podBudget(workload, which);
    const pods = podsAtOnce(workload);
    return add(sum, { cpu: pod.cpu * pods, memory: pod.memory * pods });
  }, CERTIFICATE_SOLVER);
}

/** MiB of each volume claim, those of StatefulSets included. */
export function claimSizes(objects: readonly Rendered[]): number[] {
  const ofSets = workloadsOf(objects).flatMap(({ spec }) => spec.volumeClaimTemplates ?? []);
  const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim') as Rendered<Claim>[];
  return [...ofSets, ...claims].map(({ spec }) => mebibytes(spec.resources.requests.storage));
}

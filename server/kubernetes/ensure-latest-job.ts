import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { CallContext } from './guard.ts';
import { listObjects } from './list.ts';
import { componentOf, conditionOf, failureOf, isBeingDeleted, type Job, nameOf } from './objects.ts';
import { removeObject } from './remove-object.ts';
import { pathOf } from './resources.ts';

type LatestJob = {
  name: string;
  component: string;
  /** YAML that has a Job of the component; asked for only when there is no Job of that name. */
  readManifests: () => Promise<string>;
};

/**
 * Has the Job `name` run, and removes the earlier ones of its component but the release's own: their failure would be taken for
 * its. Made once, however often this is called. `busy`: not yet, because a `helm test` of somebody's is under way, which is left to
 * its end. `unknown`: the manifests have no Job of the component.
 */
export async function ensureLatestJob(
  k: Kubernetes,
  ctx: CallContext,
  namespace: string,
  { name, component, readManifests }: LatestJob,
): Promise<'there' | 'busy' | 'unknown'> {
  const jobs = await listObjects<Job>(k, 'Job', namespace, ctx.signal);
  const others = jobs.filter((job) => componentOf(job) === component && !isOfRelease(job) && nameOf(job) !== name);
  if (!jobs.some((job) => nameOf(job) === name)) {
    if (others.some(isTestUnderWay)) return 'busy';
    const manifest = await findJob(await readManifests(), component);
    if (!manifest) return 'unknown';
    await create(k, ctx, namespace, name, manifest);
  }
  const earlier = others.filter((job) => !isBeingDeleted(job) && !isTestUnderWay(job));
  for (const job of earlier) await removeObject(k, ctx, 'Job', namespace, job);
  return 'there';
}

/** Installed with the release, to which helm counts it; a Job of `helm test` is not. */
function isOfRelease({ metadata }: Job): boolean {
  return metadata?.annotations?.['meta.helm.sh/release-name'] !== undefined;
}

function isTestUnderWay(job: Job): boolean {
  const isTest = job.metadata?.annotations?.['helm.sh/hook'] !== undefined;
  return isTest && !isBeingDeleted(job) && !conditionOf(job, 'Complete') && !failureOf(job);
}

/** What reads YAML brings every kind that there is with it, and few processes ever need it: it is loaded here, not at the start. */
async function findJob(yaml: string, component: string): Promise<Job | undefined> {
  const { loadAllYaml } = await import('@kubernetes/client-node');
  const documents = loadAllYaml(yaml) as ((Job & { kind?: string }) | null)[];
  return documents.find((document) => document?.kind === 'Job' && componentOf(document) === component) ?? undefined;
}

/** Without the annotations, by which helm would take it for its own. */
async function create(
  k: Kubernetes,
  ctx: CallContext,
  namespace: string,
  name: string,
  { metadata, spec }: Job,
): Promise<void> {
  const body = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace, labels: metadata?.labels }, spec };
  try {
    await k.write(ctx, { method: 'POST', path: pathOf('Job', namespace), body, object: `Job/${name}` });
  } catch (error) {
    if (!isKubernetesError(error, 'already-exists')) throw error;
  }
}

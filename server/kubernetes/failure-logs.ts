import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import type { Finding } from './finding.ts';
import { type LogRequest, readLogs } from './logs.ts';
import { containerStatusesOf, jobNameOf, nameOf, type Pod } from './objects.ts';
import { stuckContainerOf } from './obstacles.ts';
import { redact } from './redact.ts';
import { readSecret } from './secret.ts';
import type { NamespaceWatch } from './watch.ts';

const LINES = 30;

type Options = { secretName: string; signal: AbortSignal };

/**
 * The last log lines of what failed, with every value of the store's Secret censored; undefined where there are none, or
 * where they cannot be had: a failure is told with or without them.
 */
export async function readFailureLogs(
  k: Kubernetes,
  watch: NamespaceWatch,
  failure: Finding,
  { secretName, signal }: Options,
): Promise<string | undefined> {
  const culprit = findCulprit(watch.objects().pods, failure);
  if (culprit === null) return undefined;
  const { namespace } = watch;
  const request = { namespace, pod: culprit.pod, container: culprit.container, tailLines: LINES, signal };
  try {
    const secret = await readSecret(k, namespace, secretName, signal);
    if (secret === null) return undefined;
    const text = (culprit.isRestarting && (await readPrevious(k, request))) || (await readLogs(k, request));
    return redact(text, Object.values(secret)).trimEnd() || undefined;
  } catch (error) {
    if (isKubernetesError(error)) return undefined;
    throw error;
  }
}

/** The run that crashed, unless its log is gone already: then the one since is what there is. */
async function readPrevious(k: Kubernetes, request: LogRequest): Promise<string> {
  try {
    return await readLogs(k, { ...request, previous: true });
  } catch (error) {
    if (isKubernetesError(error)) return '';
    throw error;
  }
}

type Culprit = { pod: string; container: string | undefined; isRestarting: boolean };

function findCulprit(pods: Pod[], failure: Finding): Culprit | null {
  const [, name] = failure.object?.split('/') ?? [];
  if (failure.reason === 'CrashLoop') {
    const pod = pods.find((candidate) => nameOf(candidate) === name);
    const container = pod && stuckContainerOf(pod);
    return container ? { pod: nameOf(pod), container: container.name, isRestarting: container.restartCount > 0 } : null;
  }
  if (failure.reason === 'JobFailed') {
    const pod = pods.findLast((candidate) => jobNameOf(candidate) === name);
    const failed = pod && containerStatusesOf(pod).find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
    return pod ? { pod: nameOf(pod), container: failed?.name, isRestarting: false } : null;
  }
  return null;
}

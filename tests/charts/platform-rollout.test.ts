import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment } from '#server/environment/schema.ts';
import { find, workloadsOf } from './chart.ts';
import { platformPod, PLATFORM_RENDERINGS, renderPlatform } from './platform.ts';

const PACKAGE = join(import.meta.dirname, '../../package.json');
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };

type Deployment = {
  replicas?: number;
  strategy: object;
  template: { metadata: { annotations: Record<string, string> } };
};

/** How long a probe may fail before it has consequences; Kubernetes takes three failures unless it is told otherwise. */
const secondsOf = (probe?: { periodSeconds: number; failureThreshold?: number }) =>
  (probe?.periodSeconds ?? 0) * (probe?.failureThreshold ?? 3);

describe.each(PLATFORM_RENDERINGS)('$title', async ({ overlay }) => {
  const objects = await renderPlatform({}, overlay);
  const { spec } = find<Deployment>(objects, 'Deployment', 'platform');
  const pod = platformPod(objects);

  it('takes no pod away before another serves, and leaves the number of them to the autoscaler', () => {
    expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
    expect(spec.replicas).toBeUndefined();
    const { metrics } = find<{ metrics: unknown[] }>(objects, 'HorizontalPodAutoscaler', 'platform').spec;
    const target = { type: 'Utilization', averageUtilization: 70 };
    expect(metrics).toEqual([{ type: 'Resource', resource: { name: 'cpu', target } }]);
    expect(find(objects, 'PodDisruptionBudget', 'platform').spec).toMatchObject({ maxUnavailable: 1 });
  });

  it('gives a stopping pod more time than its pause and helm’s grace take', () => {
    const [container] = pod.containers;
    const pause = (container as unknown as { lifecycle: { preStop: { sleep: { seconds: number } } } }).lifecycle;
    const grace = environment.in.shape.HELM_GRACE_SECONDS.parse(undefined);
    // On a node whose processor was used up, requests came to a pod for more than 5 s after it was told to end.
    expect(pause.preStop.sleep.seconds).toBeGreaterThanOrEqual(15);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause.preStop.sleep.seconds + grace + 20);
  });

  it('lets a slow moment of the database or of the node take no pod away, nor the database itself', () => {
    const [container] = pod.containers;
    expect(secondsOf(container?.readinessProbe)).toBeGreaterThanOrEqual(30);
    expect(secondsOf(container?.livenessProbe)).toBeGreaterThanOrEqual(60);
    expect(find(objects, 'Service', 'database').spec).toMatchObject({ publishNotReadyAddresses: true });
  });

  it('migrates with the image of this version before it serves with it', () => {
    const { containers, initContainers = [] } = pod;
    const image = `storewright/platform:${version}`;
    const both = [...initContainers, ...containers].map(({ image, args }) => ({ image, args }));
    expect(both).toEqual([
      { image, args: ['migrate'] },
      { image, args: ['serve'] },
    ]);
  });

  it('gives the token of its account to the app’s pods alone', () => {
    const withToken = workloadsOf(objects).filter(
      (workload) => workload.spec.template.spec.automountServiceAccountToken !== false,
    );
    expect(withToken.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Deployment/platform']);
    expect(pod.serviceAccountName).toBe('storewright');
  });
});

it('in production there are two to ten pods, on several nodes where there are', async () => {
  const objects = await renderPlatform({}, ['ci/values.yaml', 'values-prod.yaml']);
  expect(find(objects, 'HorizontalPodAutoscaler', 'platform').spec).toMatchObject({ minReplicas: 2, maxReplicas: 10 });
  expect(platformPod(objects).topologySpreadConstraints).toMatchObject([
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname' },
  ]);
});

it('replaces its pods when the settings change, and only then', async () => {
  const annotationsWith = async (values: object) =>
    find<Deployment>(await renderPlatform({ ...values }), 'Deployment', 'platform').spec.template.metadata.annotations;
  expect(await annotationsWith({ corsOrigins: ['https://a.example'] })).not.toEqual(await annotationsWith({}));
  expect(await annotationsWith({ replicas: { max: 5 } })).toEqual(await annotationsWith({}));
});

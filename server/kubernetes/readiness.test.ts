import { describe, expect, test } from 'vitest';
import { findingAtDeadline } from './finding.ts';
import type { ClusterEvent, Deployment, Job, NamespaceObjects, Pod, StatefulSet } from './objects.ts';
import { READINESS_DEFAULTS, type ReadinessSettings } from './obstacles.ts';
import { assess, type Expected } from './readiness.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const SETTINGS: ReadinessSettings = { ...READINESS_DEFAULTS, since: secondsAgo(300), waitingSince: secondsAgo(300) };
const WEB: Expected = { roles: ['web'] };
const INIT: Expected = { job: 'init' };

function secondsAgo(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1000);
}

function namespace(part: Partial<NamespaceObjects> = {}): NamespaceObjects {
  const nothing = { pods: [], deployments: [], statefulSets: [], replicaSets: [], jobs: [], claims: [], events: [] };
  return { ...nothing, ...part };
}

const labels = { 'storewright.dev/role': 'web', 'app.kubernetes.io/name': 'web' };
const selector = { matchLabels: { 'app.kubernetes.io/name': 'web' } };
const template = {};

function deployment(status: Deployment['status'], generation = 1): Deployment {
  return {
    metadata: { name: 'web', uid: 'web', generation, labels },
    spec: { replicas: 1, selector, template },
    status,
  };
}

const READY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1, readyReplicas: 1 };

function pod(status: Pod['status'], metadata: Pod['metadata'] = {}): Pod {
  const spec = { nodeName: 'node-0', containers: [{ name: 'web', image: 'shop:1' }] };
  return { metadata: { name: 'web-1', uid: 'pod', labels, ...metadata }, spec, status };
}

function waitingPod(reason: string, restartCount = 0, metadata: Pod['metadata'] = {}): Pod {
  const state = { waiting: { reason, message: 'the words of the kubelet' } };
  const conditions = [{ type: 'PodScheduled', status: 'True', lastTransitionTime: secondsAgo(10).toISOString() }];
  const status = { name: 'web', image: 'shop:1', imageID: '', ready: false, restartCount, state };
  return pod({ conditions, containerStatuses: [status] }, metadata);
}

function event(
  reason: string,
  message: string,
  about: { kind: string; name: string; uid: string },
  age = 5,
): ClusterEvent {
  const time = secondsAgo(age).toISOString();
  const type = ['Pulling', 'WaitForFirstConsumer'].includes(reason) ? 'Normal' : 'Warning';
  return { metadata: {}, involvedObject: about, type, reason, message, firstTimestamp: time, lastTimestamp: time };
}

const POD = { kind: 'Pod', name: 'web-1', uid: 'pod' };
const SET = { kind: 'ReplicaSet', name: 'web-6d', uid: 'rs' };
const CLAIM = { kind: 'PersistentVolumeClaim', name: 'data-0', uid: 'claim' };

function ask(part: Partial<NamespaceObjects>, expected: Expected = WEB, settings = SETTINGS) {
  return assess(namespace({ deployments: [deployment({})], ...part }), expected, NOW, settings);
}

const READY_POD = pod({ conditions: [{ type: 'Ready', status: 'True' }] });

describe('ready', () => {
  test('a Deployment is ready when its newest generation was seen and is available', () => {
    expect(ask({ pods: [READY_POD], deployments: [deployment(READY)] })).toEqual({ state: 'ready' });
  });

  test.each([
    ['the newest generation was not seen', deployment(READY, 2)],
    ['a pod is of an older revision', deployment({ ...READY, updatedReplicas: 0 })],
    ['a pod of an older revision is left', deployment({ ...READY, replicas: 2 })],
    ['no pod is available', deployment({ ...READY, availableReplicas: 0 })],
  ])('a Deployment is not ready while %s', (_, unready) => {
    expect(ask({ pods: [READY_POD], deployments: [unready] })).toMatchObject({ state: 'waiting' });
  });

  test('a Deployment is not ready while its pod is not, whatever its controller still says', () => {
    const deployments = [deployment(READY)];
    const going = { ...READY_POD, metadata: { ...READY_POD.metadata, deletionTimestamp: NOW.toISOString() } };
    expect(ask({ deployments, pods: [pod({})] })).toMatchObject({ state: 'waiting' });
    expect(ask({ deployments, pods: [going] })).toMatchObject({ state: 'waiting' });
  });

  test('a role without a workload is not ready', () => {
    expect(ask({ pods: [READY_POD], deployments: [deployment(READY)] }, { roles: ['web', 'data'] })).toMatchObject({
      state: 'waiting',
      reason: 'Nothing with the role data is there yet',
    });
  });

  test('a StatefulSet whose pods are replaced by hand is ready with pods of an older revision', () => {
    const set = (type: string): StatefulSet => ({
      metadata: { name: 'db', labels },
      spec: { replicas: 1, selector, template, serviceName: 'db', updateStrategy: { type } },
      status: { replicas: 1, observedGeneration: 1, readyReplicas: 1, updatedReplicas: 0 },
    });
    const ofSet = (type: string) => ask({ deployments: [], pods: [READY_POD], statefulSets: [set(type)] });
    expect(ofSet('OnDelete')).toEqual({ state: 'ready' });
    expect(ofSet('RollingUpdate')).toMatchObject({ state: 'waiting' });
  });
});

describe('waiting', () => {
  test('a person is told which image is being pulled', () => {
    const pods = [waitingPod('ContainerCreating')];
    expect(ask({ pods, events: [event('Pulling', 'Pulling image', POD)] })).toMatchObject({
      state: 'waiting',
      reason: 'Deployment/web: 0 of 1 pods ready; pulling the image shop:1',
    });
  });

  test('an unschedulable pod is told in the words of the scheduler, and fails only at the deadline', () => {
    const words = '0/1 nodes are available: 1 Insufficient memory.';
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: words }];
    const seen = ask({ pods: [pod({ conditions })] });
    expect(seen).toMatchObject({ state: 'waiting', code: 'Unschedulable', reason: `Pod/web-1: ${words}` });
    expect(seen.state === 'waiting' && findingAtDeadline(seen)).toMatchObject({
      reason: 'Unschedulable',
      object: 'Pod/web-1',
    });
  });

  test('a wait without an obstacle ends at its deadline as a timeout', () => {
    const seen = ask({});
    expect(seen.state === 'waiting' && findingAtDeadline(seen)).toMatchObject({ reason: 'Timeout' });
  });

  test('a volume that does not come is told apart from one that waits for its first pod', () => {
    const claims = [{ metadata: { name: 'data-0', uid: 'claim' }, status: { phase: 'Pending' } }];
    const missing = event('ProvisioningFailed', 'storageclass "fast" not found', CLAIM);
    expect(ask({ claims, events: [missing] })).toMatchObject({
      code: 'VolumePending',
      reason: 'PersistentVolumeClaim/data-0: storageclass "fast" not found',
    });
    for (const reason of ['WaitForFirstConsumer', 'WaitForPodScheduled'])
      expect(ask({ claims, events: [event(reason, 'in order', CLAIM)] })).not.toHaveProperty('code');
  });
});

describe('image', () => {
  test('a failed pull is told at once and fails after its grace', () => {
    const pods = [waitingPod('ImagePullBackOff')];
    const failed = (age: number) => [event('Failed', 'Failed to pull image', POD, age)];
    expect(ask({ pods, events: failed(59) })).toMatchObject({ state: 'waiting', code: 'ImagePull' });
    expect(ask({ pods, events: failed(60) })).toMatchObject({
      state: 'failed',
      failure: { reason: 'ImagePull', object: 'Pod/web-1', events: ['Pod/web-1: Failed: Failed to pull image'] },
    });
  });

  test('without events the grace begins when the pod got its node', () => {
    const quick = { ...SETTINGS, imagePullGraceMs: 10_000 };
    expect(ask({ pods: [waitingPod('ErrImagePull')] })).toMatchObject({ state: 'waiting' });
    expect(ask({ pods: [waitingPod('ErrImagePull')] }, WEB, quick)).toMatchObject({ state: 'failed' });
  });

  test('a name that is no image name has no grace', () => {
    expect(ask({ pods: [waitingPod('InvalidImageName')] })).toMatchObject({ failure: { reason: 'ImagePull' } });
  });
});

describe('crash loop', () => {
  test.each([
    [0, 59, 'waiting'],
    [2, 59, 'waiting'],
    [3, 1, 'failed'],
    [1, 60, 'failed'],
  ])('%i restarts and %i seconds of back-off: %s', (restarts, age, state) => {
    const events = [event('BackOff', 'Back-off restarting failed container', POD, age)];
    expect(ask({ pods: [waitingPod('CrashLoopBackOff', restarts)], events })).toMatchObject({ state });
  });

  test("a Job's own limit decides over its pod, not the number of restarts", () => {
    const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'init', uid: 'job' }];
    const looping = waitingPod('CrashLoopBackOff', 9, { labels: { 'storewright.dev/role': 'job' }, ownerReferences });
    expect(ask({ pods: [looping] }, INIT)).toMatchObject({ state: 'waiting', code: 'CrashLoop' });
  });

  test('a pod of another role does not fail the wait', () => {
    const other = waitingPod('CrashLoopBackOff', 9, { labels: { 'storewright.dev/role': 'app' } });
    expect(ask({ pods: [other] })).toMatchObject({ state: 'waiting' });
  });
});

describe('refusals', () => {
  const quota =
    'Error creating: pods "web-6d-x" is forbidden: exceeded quota: store, requested: limits.cpu=5, limited: limits.cpu=4';
  const after = (seconds: number) => ({ ...SETTINGS, waitingSince: secondsAgo(seconds) });
  const lacking = [
    { metadata: { name: 'web-6d', uid: 'rs' }, spec: { replicas: 1, selector }, status: { replicas: 0 } },
  ];

  test('a full quota fails after its grace, with its numbers', () => {
    expect(ask({ replicaSets: lacking, events: [event('FailedCreate', quota, SET)] })).toMatchObject({
      failure: { reason: 'QuotaExceeded', object: 'ReplicaSet/web-6d', message: quota },
    });
  });

  test.each([
    'pods "web" is forbidden: violates PodSecurity "restricted:latest"',
    'admission webhook "images.example.com" denied the request: not signed',
  ])('a policy fails after its grace: %s', (words) => {
    expect(ask({ replicaSets: lacking, events: [event('FailedCreate', words, SET)] })).toMatchObject({
      failure: { reason: 'AdmissionDenied', message: words },
    });
  });

  test('what mends itself in a new namespace is no failure', () => {
    const words =
      'pods "web" is forbidden: error looking up service account store-x/web: serviceaccount "web" not found';
    expect(ask({ replicaSets: lacking, events: [event('FailedCreate', words, SET)] })).toMatchObject({
      state: 'waiting',
    });
  });

  test.each([
    ['has just begun', [event('FailedCreate', quota, SET, 1)], SETTINGS],
    ['may have ended just before this attempt', [event('FailedCreate', quota, SET, 5)], after(2)],
  ])('a refusal that %s is waited for, and shown', (_, events, settings) => {
    expect(ask({ replicaSets: lacking, events }, WEB, settings)).toMatchObject({
      state: 'waiting',
      code: 'QuotaExceeded',
      object: 'ReplicaSet/web-6d',
    });
  });

  test('a refusal that goes on in other words is as old as its first', () => {
    const events = [event('FailedCreate', `${quota}!`, SET, 1), event('FailedCreate', quota, SET, 4)];
    expect(ask({ replicaSets: lacking, events })).toMatchObject({ failure: { message: `${quota}!` } });
  });

  test('a refusal of an earlier attempt does not fail a retry', () => {
    const settings = { ...SETTINGS, since: secondsAgo(4) };
    const events = [event('FailedCreate', quota, SET, 5)];
    expect(ask({ replicaSets: lacking, events }, WEB, settings)).toMatchObject({ state: 'waiting', events: [] });
  });

  test('a refusal is history once the pods are there', () => {
    const full = lacking.map((set) => ({ ...set, status: { replicas: 1 } }));
    expect(ask({ replicaSets: full, events: [event('FailedCreate', quota, SET)] })).toMatchObject({ state: 'waiting' });
  });
});

describe('jobs', () => {
  const job = (type: string, metadata: Job['metadata'] = {}): Job => ({
    metadata: { name: 'init', uid: 'job', ...metadata },
    spec: { template, backoffLimit: 2 },
    status: {
      failed: 1,
      conditions: [{ type, status: 'True', reason: 'BackoffLimitExceeded', message: 'has reached its limit' }],
    },
  });

  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'init', uid: 'job' }];
  const ended = (phase: string): Pod => ({ metadata: { name: 'init-1', ownerReferences }, status: { phase } });

  test('a complete Job is ready', () => {
    expect(ask({ jobs: [job('Complete')] }, INIT)).toEqual({ state: 'ready' });
  });

  test('a Job whose pod succeeded is ready before its controller says so, one whose pod failed is not', () => {
    expect(ask({ jobs: [job('Suspended')], pods: [ended('Succeeded')] }, INIT)).toEqual({ state: 'ready' });
    expect(ask({ jobs: [job('Suspended')], pods: [ended('Failed')] }, INIT)).toMatchObject({ state: 'waiting' });
  });

  test('a Job that gave up fails its own wait, and that of the workloads it prepares', () => {
    const failure = { reason: 'JobFailed', object: 'Job/init', message: 'BackoffLimitExceeded: has reached its limit' };
    expect(ask({ jobs: [job('Failed')] }, INIT)).toMatchObject({ failure });
    expect(ask({ jobs: [job('Failed')] }, WEB)).toMatchObject({ failure });
  });

  test('a Job that tries again is waited for', () => {
    expect(ask({ jobs: [job('Suspended')] }, INIT)).toMatchObject({
      state: 'waiting',
      reason: 'Job/init: 1 of at most 3 attempts failed; no pod yet',
    });
  });

  describe('that have not ended are at the deadline', () => {
    const components = { 'app.kubernetes.io/name': 'init' };
    const unended = job('Suspended', { labels: components });
    const data = (replicas: number): StatefulSet => ({
      metadata: { name: 'db', labels: { 'storewright.dev/role': 'data' } },
      spec: { replicas, selector, template, serviceName: 'db' },
      status: { replicas, observedGeneration: 1, readyReplicas: replicas, updatedReplicas: replicas },
    });
    const atDeadline = (part: Partial<NamespaceObjects>, expected: Expected = { ...WEB, preparedBy: 'init' }) => {
      const seen = ask({ statefulSets: [data(0)], jobs: [unended], ...part }, expected);
      return seen.state === 'waiting' ? findingAtDeadline(seen) : seen;
    };

    test('what failed, if they prepare what is awaited', () => {
      expect(atDeadline({})).toMatchObject({
        reason: 'JobFailed',
        object: 'Job/init',
        message: 'Job/init has not ended. Deployment/web: 0 of 1 pods ready; no pod yet',
      });
    });

    test('what failed, if they are awaited themselves', () => {
      expect(atDeadline({}, INIT)).toMatchObject({ reason: 'JobFailed', object: 'Job/init' });
    });

    test.each([
      ['the data that they work on is not ready', { statefulSets: [data(1)] }],
      ['there is no data', { statefulSets: [] }],
      ['their pod succeeded', { pods: [ended('Succeeded')] }],
      ['they are complete', { jobs: [job('Complete', { labels: components })] }],
      ['they prepare something else', { jobs: [job('Suspended', { labels: { 'app.kubernetes.io/name': 'other' } })] }],
      ['they go', { jobs: [job('Suspended', { labels: components, deletionTimestamp: NOW.toISOString() })] }],
    ])('not what failed, if %s', (_, part) => {
      expect(atDeadline(part)).toMatchObject({ reason: 'Timeout' });
    });

    test('not what failed, if what is in the way is known', () => {
      const claims = [{ metadata: { name: 'data-0', uid: 'claim' }, status: { phase: 'Pending' } }];
      const events = [event('ProvisioningFailed', 'storageclass "fast" not found', CLAIM)];
      expect(atDeadline({ claims, events })).toMatchObject({ reason: 'VolumePending' });
    });
  });

  test('a periodic Job that failed is not in the way', () => {
    const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'cron', uid: 'cron' }];
    expect(ask({ jobs: [job('Failed', { ownerReferences })] })).toMatchObject({ state: 'waiting' });
  });
});

import { expect, it } from 'vitest';
import { findNewestJob } from '#server/kubernetes/job-report.ts';
import { connect, eventually, never, newNamespace, patchAsAdmin, put } from './cluster.ts';
import { job } from './workload.ts';

const k = connect();

/** A Job of the component `order-check`, as a chart makes it. */
function check(name: string) {
  const made = job(name);
  return { ...made, metadata: { ...made.metadata, labels: { 'app.kubernetes.io/name': 'order-check' } } };
}

const ended = (namespace: string, name: string) =>
  eventually(async () => {
    const found = await findNewestJob(k, namespace, 'order-check', never);
    return found?.name === name && found.state !== 'running' ? found : null;
  }, `the end of ${name}`);

it('the newest Job of a component is reported with what its pod left, others are passed over', async () => {
  const { name: namespace } = await newNamespace(k);
  expect(await findNewestJob(k, namespace, 'order-check', never)).toBeNull();

  await put(namespace, job('init-1'), check('order-check-1'));
  const first = await ended(namespace, 'order-check-1');
  expect(first).toMatchObject({ state: 'succeeded', message: null, finishedAt: expect.any(Date) });

  await put(namespace, check('order-check-2'));
  await ended(namespace, 'order-check-2');
  const pods = await k.read<{ items: { metadata: { name: string } }[] }>({
    path: `/api/v1/namespaces/${namespace}/pods`,
    query: { labelSelector: 'job-name=order-check-2' },
    signal: never,
  });
  const pod = pods.items[0]?.metadata.name ?? '';
  const state = { terminated: { exitCode: 0, message: '{"steps":[]}' } };
  const containerStatuses = [{ name: 'job', image: 'shop:1', imageID: '', ready: false, restartCount: 0, state }];
  await patchAsAdmin(namespace, `pod/${pod}`, { status: { containerStatuses } }, '--subresource=status');
  expect(await findNewestJob(k, namespace, 'order-check', never)).toMatchObject({
    name: 'order-check-2',
    message: '{"steps":[]}',
  });
});

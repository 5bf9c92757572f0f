import { expect, inject, test } from 'vitest';
import { connect, never } from './cluster.ts';

/** A store of the larger type has four services; ten thousand of these is what a fleet may come to on one simulated node. */
const SERVICES = 10_000;

test('the sandbox has an address for the services of thousands of stores', async () => {
  const path = '/apis/networking.k8s.io/v1/servicecidrs/kubernetes';
  const range = await connect({ kubeconfig: inject('instance').kubeconfigs.admin }).read<{ spec: { cidrs: string[] } }>(
    { path, signal: never },
  );
  const prefix = Number(range.spec.cidrs[0]?.split('/')[1]);
  expect(2 ** (32 - prefix)).toBeGreaterThan(SERVICES);
});

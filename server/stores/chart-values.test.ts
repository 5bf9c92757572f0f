import { expect, it } from 'vitest';
import { chartValues } from './chart-values.ts';
import type { StoreAtWork } from './progress.ts';

Object.assign(process.env, {
  NEXTAUTH_SECRET: 'long-enough-to-be-one-of-a-test-only',
  DATABASE_URL: 'postgresql://nobody@127.0.0.1/nothing',
  CLUSTER_ISSUER: 'storewright-ca',
  INGRESS_CONTROLLER: 'ingress/app.kubernetes.io/name=other',
  BLOCKED_CIDRS: '203.0.113.7/32',
});

it('a shop is told of the cluster what the platform was told', () => {
  const store = {
    id: 'abcdefghij',
    name: 'first',
    host: 'first.localhost',
    ownerEmail: 'a@example.org',
  } as StoreAtWork;
  expect(chartValues(store, 'operation')).toMatchObject({
    ingress: { annotations: { 'cert-manager.io/cluster-issuer': 'storewright-ca' } },
    network: {
      ingressController: { namespace: 'ingress', podLabels: { 'app.kubernetes.io/name': 'other' } },
      alsoBlockedCidrs: ['203.0.113.7/32'],
    },
  });
});

import type { StoreView } from '#server/stores/view.ts';
import { expect, test } from '@playwright/test';
import { kubectl, list } from './support/cluster.ts';
import { bringUp, deleteStores, type StoreTypeId, TYPES } from './support/platform.ts';
import { Probe } from './support/probe.ts';

/** The ports of a store's pods, by component. The pods are tried, not their Services, which have none of those that are not ready. */
const DOORS = {
  medusa: { storefront: 8000, backend: 9000, database: 5432, cache: 6379 },
  woocommerce: { web: 8080, database: 3306 },
} as const satisfies Record<StoreTypeId, Record<string, number>>;

/** Which of them each may come through (DESIGN §7): the roles of the store's own pods, and the ingress controller. */
const ADMITTED = {
  medusa: {
    web: ['backend'],
    app: ['database', 'cache'],
    data: [],
    job: ['storefront', 'backend', 'database'],
    controller: ['storefront', 'backend'],
  },
  woocommerce: { web: ['database'], data: [], job: ['web', 'database'], controller: ['web'] },
} as const satisfies Record<StoreTypeId, Record<string, readonly string[]>>;

/** Where values-local.yaml says that the ingress controller is, and how it is told. */
const CONTROLLER = { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } };

/** A probe has little processor time, and a busy node less: a single try may take many seconds. */
const PROBE_MS = 90_000;

/** What lies beyond a store in the cluster: the API server, the node's web port, its kubelet. */
const forbidden = (nodeAddress: string) =>
  [
    ['kubernetes.default.svc.cluster.local', 443],
    [nodeAddress, 80],
    [nodeAddress, 10250],
  ] as const;

const TWO = [0, 1] as const;
let stores: Record<StoreTypeId, StoreView[]>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  const made = await Promise.all(TYPES.flatMap((type) => TWO.map(() => bringUp(type))));
  stores = Object.fromEntries(
    TYPES.map((type) => [type, made.filter((store) => store.type === type)]),
  ) as typeof stores;
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CONTROLLER.namespace } };
  await kubectl(['apply', '-f', '-'], namespace);
});

test.afterAll(deleteStores);

for (const type of TYPES) {
  test(`two ${type} stores at once stay within their quotas`, async () => {
    for (const { namespace } of stores[type]) {
      const quotas = await list<Quota>('resourcequota', namespace);
      for (const { status } of quotas) {
        for (const [resource, used] of Object.entries(status.used)) {
          // eslint-disable-next-line no-console -- the figures belong into the record of a run
          console.log(`  ${type} ${resource}: ${used} of ${status.hard[resource]}`);
        }
      }
      const refused = await list<Event>('events', namespace);
      expect(refused.filter(({ message }) => message?.includes('exceeded quota'))).toEqual([]);
    }
  });

  test(`a ${type} store lets in whom its roles admit, and nobody else`, async () => {
    const [store, neighbour] = stores[type];
    if (!store || !neighbour) throw new Error(`There are no two ${type} stores.`);
    const pods = await list<Pod>('pods', store.namespace);
    const doors = Object.entries(DOORS[type]).map(([component, port]) => {
      const pod = pods.find(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === component);
      return { component, port, host: pod?.status.podIP ?? '' };
    });
    // Side by side: a connection that is dropped takes its whole patience.
    const expectReach = (probe: Probe, who: string, admitted: readonly string[]) =>
      Promise.all(
        doors.map(({ component, port, host }) => {
          const says = `${who} reaches ${component}:${port}`;
          return expect.poll(() => probe.reaches(host, port), says).toBe(admitted.includes(component));
        }),
      );
    for (const [role, admitted] of Object.entries(ADMITTED[type])) {
      const [namespace, labels] =
        role === 'controller'
          ? [CONTROLLER.namespace, CONTROLLER.labels]
          : [store.namespace, { 'storewright.dev/role': role }];
      const probe = await Probe.in(namespace, `probe-${role}`, labels);
      await expectReach(probe, role, admitted);
      await probe.remove();
    }
    const places = [
      ['default', {}],
      [neighbour.namespace, { 'storewright.dev/role': 'web' }],
      [neighbour.namespace, { 'storewright.dev/role': 'job' }],
      [CONTROLLER.namespace, {}],
    ] as const;
    for (const [index, [namespace, labels]] of places.entries()) {
      const probe = await Probe.in(namespace, `probe-foreign-${index}`, labels);
      await expectReach(probe, `a pod of ${namespace} ${JSON.stringify(labels)}`, []);
      await probe.remove();
    }
  });

  test(`no pod of a ${type} store reaches the API server or a private address, and all resolve names`, async () => {
    const [store] = stores[type];
    if (!store) throw new Error(`There is no ${type} store.`);
    const [node] = await list<Node>('nodes');
    const nodeAddress = node?.status.addresses.find(({ type: kind }) => kind === 'InternalIP')?.address ?? '';
    const roles = Object.keys(ADMITTED[type]).filter((role) => role !== 'controller');
    for (const role of roles) {
      const probe = await Probe.in(store.namespace, `probe-${role}`, { 'storewright.dev/role': role });
      const patiently = (message: string) => ({ message, timeout: PROBE_MS });
      await expect
        .poll(() => probe.resolves('kubernetes.default.svc.cluster.local'), patiently(`${role} resolves`))
        .toBe(true);
      await Promise.all(
        forbidden(nodeAddress).map(([host, port]) =>
          expect.poll(() => probe.reaches(host, port), patiently(`${role} reaches ${host}:${port}`)).toBe(false),
        ),
      );
      await probe.remove();
    }
  });
}

type Quota = Awaited<ReturnType<typeof list>>[number] & {
  status: { used: Record<string, string>; hard: Record<string, string> };
};
type Pod = Awaited<ReturnType<typeof list>>[number] & { status: { podIP: string } };
type Event = Awaited<ReturnType<typeof list>>[number] & { message?: string };
type Node = Awaited<ReturnType<typeof list>>[number] & { status: { addresses: { type: string; address: string }[] } };

import type { EventView } from '#server/kubernetes/events.ts';
import type { ContainerView, PodView } from '#server/kubernetes/pods.ts';
import { ago } from './moments.ts';

/** The pod `<container>-<suffix>` of one container, which runs well or is as `state` has it. */
function pod(
  container: string,
  suffix: string,
  role: string,
  image: string,
  state: Partial<ContainerView> = {},
): PodView {
  const known: ContainerView = {
    name: container,
    image,
    ready: true,
    restarts: 0,
    state: 'running',
    reason: null,
    ...state,
  };
  return {
    name: `${container}-${suffix}`,
    phase: 'Running',
    ready: known.ready,
    readyContainers: Number(known.ready),
    containers: [known],
    restarts: known.restarts,
    createdAt: ago(3, 'h'),
    role,
    message: null,
  };
}

const PHP = 'storewright/woocommerce:0.1.0';
const POSTGRES = 'postgres:18.6';

/** The shop of helm/woocommerce, whose web server was slow once, and whose test order is over. */
export const WOOCOMMERCE: PodView[] = [
  pod('database', '0', 'data', 'mariadb:11.8'),
  {
    ...pod('order-check', '3f1b9d2c-9d2lm', 'job', PHP, { ready: false, state: 'terminated', reason: 'Completed' }),
    phase: 'Succeeded',
  },
  pod('web', '6d9f7c5b8-x2k4p', 'web', PHP, { restarts: 2 }),
];

/** The shop of helm/medusa around the pod of its database: what asks it waits. */
function medusa(database: PodView): PodView[] {
  const waiting: Partial<ContainerView> = { ready: false, state: 'waiting', reason: 'PodInitializing' };
  return [
    { ...pod('backend', '5c7b9d8f4-q8w2z', 'app', 'storewright/medusa:0.1.0', waiting), phase: 'Pending' },
    pod('cache', '7f6d5c4b9-m4n7r', 'data', 'valkey/valkey:9.0.8'),
    database,
    pod('storefront', '84d6c9b7f-t5v9k', 'web', 'storewright/medusa-storefront:0.1.0', { ready: false }),
  ];
}

export const MEDUSA_PULLING = medusa({
  ...pod('database', '0', 'data', POSTGRES, { ready: false, state: 'waiting', reason: 'ContainerCreating' }),
  phase: 'Pending',
});

export const MEDUSA_CRASHING = medusa({
  ...pod('database', '0', 'data', POSTGRES, {
    ready: false,
    restarts: 5,
    state: 'waiting',
    reason: 'CrashLoopBackOff',
  }),
  message: 'back-off 5m0s restarting failed container=database pod=database-0_store-kiteshop00',
});

export const WOOCOMMERCE_EVENTS: EventView[] = [
  {
    object: 'Pod/web-6d9f7c5b8-x2k4p',
    isWarning: true,
    reason: 'Unhealthy',
    message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
    count: 3,
    lastAt: ago(2, 'h'),
  },
  {
    object: 'Pod/web-6d9f7c5b8-x2k4p',
    isWarning: false,
    reason: 'Started',
    message: 'Started container web',
    count: 1,
    lastAt: ago(3, 'h'),
  },
];

export const CRASH_EVENTS: EventView[] = [
  {
    object: 'Pod/database-0',
    isWarning: true,
    reason: 'BackOff',
    message: 'Back-off restarting failed container database in pod database-0_store-kiteshop00',
    count: 12,
    lastAt: ago(20, 'min'),
  },
];

export const MARIADB_LOG = [
  '2026-11-27 09:00:31 0 [Note] InnoDB: Buffer pool(s) load completed at 261127  9:00:31',
  "2026-11-27 09:00:31 0 [Note] Server socket created on IP: '0.0.0.0', port: '3306'.",
  '2026-11-27 09:00:31 0 [Note] mariadbd: ready for connections.',
  "2026-11-27 09:00:44 12 [Note] GRANT ALL ON `store`.* TO `store`@`%` IDENTIFIED BY '[redacted]'",
  '',
].join('\n');

import { secondsOf } from '../measurement.ts';
import type { Cluster, Rendered, StoreTypeId } from './cluster.ts';

type Container = {
  name: string;
  image: string;
  env: { name: string }[];
  volumeMounts: { name: string; mountPath: string }[];
  [key: string]: unknown;
};
type PodSpec = { initContainers?: Container[]; containers: [Container]; volumes: object[] };

/** A step of a plain chart's set-up, as a shell command in the store's own image. */
type Step = { name: string; script: string };

type Plain = {
  /** The Deployment that is set up and then started. */
  front: string;
  steps: readonly Step[];
};

const MEDUSA = 'node node_modules/@medusajs/cli/cli.js';
/** A plain shop is set up by about so many single calls of WP-CLI, each of which starts WordPress anew (facts of the stack). */
const WP_CALLS = 25;
const WORDPRESS = '/usr/src/wordpress';

/**
 * The usual way to set such a store up: step after step before it starts, on an empty database, in containers that say nothing of
 * resources and so get the namespace's defaults. The seed does nothing, so that only the start of its process counts.
 */
const PLAIN: Record<StoreTypeId, Plain> = {
  medusa: {
    front: 'backend',
    steps: [
      {
        name: 'wait-for-database',
        script: `until node -e "require('net').connect(5432, 'database').on('connect', () => process.exit(0)).on('error', () => process.exit(1))"; do sleep 0.5; done`,
      },
      { name: 'migrate', script: `${MEDUSA} db:migrate --skip-scripts && ${MEDUSA} db:migrate:scripts` },
      {
        name: 'seed',
        script: `mkdir /tmp/seed && echo 'exports.default = async () => {};' >/tmp/seed/seed.js && ${MEDUSA} exec /tmp/seed/seed.js`,
      },
      { name: 'user', script: `${MEDUSA} user --email owner@example.com --password plain-chart` },
    ],
  },
  woocommerce: {
    front: 'web',
    steps: [
      { name: 'copy-code', script: `cp -r ${WORDPRESS} /tmp/html` },
      { name: 'set-up', script: '/opt/storewright/entrypoint init' },
      {
        name: 'wp-calls',
        script: `for call in $(seq ${WP_CALLS}); do php -r "require '${WORDPRESS}/wp-load.php';"; done`,
      },
    ],
  },
};

/** How many seconds a plain chart takes from nothing to a shop that serves; its order is not counted. */
export async function secondsOfPlainChart(cluster: Cluster, type: StoreTypeId): Promise<number> {
  const { front } = PLAIN[type];
  // Our Jobs work beside the start, which is the short cut that a plain chart does not take.
  const objects = (await cluster.render(type)).filter(({ kind }) => kind !== 'Job');
  const plain = objects.map((object) => toPlain(object, type));
  let namespace = '';
  try {
    return await secondsOf(async () => {
      namespace = await cluster.newNamespace(type);
      await cluster.apply(namespace, plain);
      await cluster.ready(namespace, 'Deployment', front);
    });
  } finally {
    await cluster.removeNamespace(namespace);
  }
}

function toPlain(object: Rendered, type: StoreTypeId): object {
  const { front, steps } = PLAIN[type];
  const spec = (object.spec as { template?: { spec: PodSpec } } | undefined)?.template?.spec;
  if (!spec) return object;
  const pod = withoutResources(object.metadata.name === front ? withSteps(spec, steps) : withoutTemplate(spec));
  return { ...object, spec: { ...(object.spec as object), template: { ...templateOf(object), spec: pod } } };
}

const templateOf = (object: Rendered) => (object.spec as unknown as { template: object }).template;

/** What a container of a step does not share with the one that serves. */
const OF_SERVING: ReadonlySet<string> = new Set(['args', 'ports', 'startupProbe', 'readinessProbe', 'livenessProbe']);

const ADMIN = { ADMIN_USERNAME: 'admin-username', ADMIN_PASSWORD: 'admin-password' };
const admin = Object.entries(ADMIN).map(([name, key]) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'store-credentials', key, optional: true } },
}));

/** Each step is an init container with the settings of the one that serves, but for what only serving needs. */
function withSteps(spec: PodSpec, steps: readonly Step[]): PodSpec {
  const [serving] = spec.containers;
  const shared = Object.fromEntries(Object.entries(serving).filter(([key]) => !OF_SERVING.has(key))) as Container;
  const env = [...shared.env.filter(({ name }) => name !== 'REDIS_URL'), ...admin];
  const volumeMounts = shared.volumeMounts.filter(({ name }) => name === 'tmp');
  const initContainers = steps.map(({ name, script }) => {
    return { ...shared, name, env, volumeMounts, command: ['sh', '-c', script] };
  });
  return { ...spec, initContainers };
}

/** Without the template that fills a new database; the volume that it came by stays, empty. */
const withoutTemplate = (spec: PodSpec): PodSpec => ({ ...spec, initContainers: undefined });

function withoutResources(spec: PodSpec): PodSpec {
  const without = (container: Container): Container => ({ ...container, resources: undefined });
  const [serving] = spec.containers;
  return { ...spec, initContainers: spec.initContainers?.map(without), containers: [without(serving)] };
}

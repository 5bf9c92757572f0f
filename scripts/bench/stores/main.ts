import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Instance } from '#scripts/local/instance.ts';
import { startPlatformOnCluster, tokenOf } from '#scripts/local/platform-on-cluster.ts';
import { say } from '#scripts/local/say.ts';
import { runMain, Stop } from '#scripts/local/stop.ts';
import type { Measurement } from '../measurement.ts';
import { Ours } from '../ours.ts';
import { Rows } from '../rows.ts';
import { choose, run } from '../run.ts';
import { Cluster } from './cluster.ts';
import { idleMemory } from './idle-memory.ts';
import type { Place } from './place.ts';
import { againstParts, againstPlainChart } from './ready.ts';

const measurements: Record<string, Measurement<Place>> = {
  'medusa-parts': againstParts('medusa'),
  'medusa-plain': againstPlainChart('medusa'),
  'medusa-memory': idleMemory('medusa', 700),
  'woocommerce-parts': againstParts('woocommerce'),
  'woocommerce-plain': againstPlainChart('woocommerce'),
  'woocommerce-memory': idleMemory('woocommerce', 450),
};

/** A person's limits would only be in the way. */
const LIMITS = { MAX_STORES_PER_USER: '100', RATE_LIMIT_PER_MINUTE: '1000' };

const usage = `Usage: npm run bench:stores -- --kubeconfig FILE [--ingress ADDRESS] [--pairs NUMBER] [${Object.keys(measurements).join('|')}]…
Compares real stores with their own parts and with plain charts, in turns, on a cluster with real nodes that has the images of
scripts/build-images.sh; for WooCommerce with its plugin. Needs what scripts/test-stores needs.`;

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kubeconfig: { type: 'string', default: process.env.KUBECONFIG },
      ingress: { type: 'string', default: 'http://127.0.0.1' },
      pairs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const chosen = choose(measurements, positionals, values);
  if (values.help) return say(usage);
  if (!values.kubeconfig)
    throw new Stop('No cluster: name the kubeconfig of one with real nodes, by --kubeconfig FILE or KUBECONFIG.');
  const real = { kubeconfig: resolve(values.kubeconfig), ingress: new URL(values.ingress) };
  let platform: Instance | undefined;
  await run(chosen, {
    start: async (dir) => {
      platform = await startPlatformOnCluster(dir, real, LIMITS);
      const { urls } = platform;
      const rows = await Rows.open(urls.database);
      const ours = new Ours(urls.app, tokenOf(platform), rows);
      return { ours, cluster: new Cluster(platform), close: () => rows.close() };
    },
    end: async () => platform?.stop(),
  });
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startPlatformOnCluster } from '#scripts/local/platform-on-cluster.ts';
import { say } from '#scripts/local/say.ts';
import { runMain, Stop } from '#scripts/local/stop.ts';
import { measure } from '../measure.ts';
import type { Measurement } from '../measurement.ts';
import { Ours } from '../ours.ts';
import { tableOf, writeReport, type Figure } from '../report.ts';
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

const usage = `Usage: npm run bench:stores -- --kubeconfig FILE [--ingress ADDRESS] [--pairs NUMBER] [${Object.keys(measurements).join('|')}]…
Compares real stores with their own parts and with plain charts, in turns, on a cluster with real nodes that has the images of
scripts/build-images.sh; for WooCommerce with its plugin. Needs what scripts/test-stores needs.`;

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kubeconfig: { type: 'string', default: process.env.KUBECONFIG },
      ingress: { type: 'string', default: 'http://127.0.0.1' },
      pairs: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !Object.hasOwn(measurements, name));
  if (unknown) throw new Stop(`There is no measurement ${unknown}: they are ${Object.keys(measurements).join(', ')}.`);
  const pairs = values.pairs === undefined ? undefined : Number(values.pairs);
  if (pairs !== undefined && !(Number.isInteger(pairs) && pairs > 0)) throw new Stop('--pairs is a number from 1.');
  const isChosen = ([name]: [string, unknown]) => positionals.length === 0 || positionals.includes(name);
  return { ...values, pairs, chosen: Object.entries(measurements).filter(isChosen) };
}

await runMain(async () => {
  const { help, kubeconfig, ingress, pairs, chosen } = read();
  if (help) return say(usage);
  if (!kubeconfig)
    throw new Stop('No cluster: name the kubeconfig of one with real nodes, by --kubeconfig FILE or KUBECONFIG.');
  const dir = mkdtempSync(join(tmpdir(), 'storewright-bench-'));
  const limits = { MAX_STORES_PER_USER: '100', RATE_LIMIT_PER_MINUTE: '1000' };
  const cluster = { kubeconfig: resolve(kubeconfig), ingress: new URL(ingress) };
  const platform = await startPlatformOnCluster(dir, cluster, limits);
  let ending: Promise<void> | undefined;
  const end = () => (ending ??= platform.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end().then(() => process.exit(1)));
  try {
    const place = { ours: await Ours.connect(platform), cluster: new Cluster(platform) };
    const figures: Figure[] = [];
    for (const [name, measurement] of chosen)
      figures.push(await measure(place, name, measurement, pairs ?? measurement.pairs));
    await place.ours.close();
    console.log(`\n${tableOf(figures)}`);
    say(`\nEvery single pair: ${writeReport(figures)}`);
  } catch (error) {
    // What was interrupted fails, and that is no news.
    if (!ending) throw error;
  } finally {
    await end();
  }
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isLoopbackUrl } from '#server/environment/loopback.ts';
import { ensureGenerated } from './generated.ts';
import { hasWooCommerce } from './has-woocommerce.ts';
import { installPlatform } from './installed-platform.ts';
import { say } from './say.ts';
import { runMain, Stop } from './stop.ts';
import { runSpecs } from './suites/playwright.ts';
import { endProgram } from './suites/result.ts';
import { summaryOf } from './suites/summary.ts';

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kubeconfig: { type: 'string' },
      ingress: { type: 'string', default: 'http://127.0.0.1' },
      'ingress-in-cluster': { type: 'string' },
      'restart-node': { type: 'string' },
      only: { type: 'string' },
    },
  });
  const kubeconfig = values.kubeconfig ?? process.env.KUBECONFIG;
  if (!kubeconfig || !existsSync(kubeconfig))
    throw new Stop('No cluster: name the kubeconfig of one with real nodes, by --kubeconfig FILE or KUBECONFIG.');
  // The shops are at *.localhost, which every browser looks for on its own machine.
  if (!URL.canParse(values.ingress) || !isLoopbackUrl(values.ingress))
    throw new Stop(
      `"${values.ingress}" is no address of this machine: forward the ingress controller here, then write --ingress http://127.0.0.1:8080 or the like.`,
    );
  const restartNode = values['restart-node'] ?? '';
  return {
    kubeconfig: resolve(kubeconfig),
    ingress: new URL(values.ingress),
    ingressInCluster: values['ingress-in-cluster'] ?? null,
    restartNode,
    filters: [...positionals, ...(values.only ? [`--grep=${values.only}`] : [])],
  };
}

await runMain(async () => {
  const request = read();
  const folder = mkdtempSync(join(tmpdir(), 'storewright-stores-'));
  // Tests ask more often than a person, and a small node has room for few stores.
  const limits = { RATE_LIMIT_PER_MINUTE: '10000', MAX_STORES_PER_USER: '5' };
  await ensureGenerated();
  const platform = await installPlatform(folder, request, limits);
  const end = async () => {
    await endProgram();
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void (ending ??= end().then(() => process.exit(1))));
  try {
    say(
      'Google and the official Inngest server are stand-ins here: the image storewright/stand-ins, with the embedded engine.',
    );
    const haveWooCommerce = await hasWooCommerce(platform.admin);
    if (!haveWooCommerce)
      say("WooCommerce's zip could not be had for its image: that store is proved up to the plugin.");
    const result = await runSpecs(folder, ['--config=tests/stores/playwright.config.ts', ...request.filters], {
      STORES_APP_URL: platform.url,
      STOREWRIGHT_URL: platform.plainUrl,
      STORES_LIMIT: limits.MAX_STORES_PER_USER,
      STORES_GOOGLE_PORT: String(platform.googlePort),
      STORES_STATE: join(folder, 'signed-in.json'),
      STORES_KUBECONFIG: request.kubeconfig,
      STORES_INGRESS: request.ingress.origin,
      STORES_HELM: platform.tools.helm,
      STORES_KUBECTL: platform.tools.kubectl,
      STORES_RESTART_NODE: request.restartNode,
      STORES_HAVE_WOOCOMMERCE: haveWooCommerce ? 'yes' : 'no',
    });
    if (!request.restartNode) say('The restarts of a node were left out: no --restart-node was given.');
    console.log(summaryOf(result));
    return result.failures.length > 0 ? 1 : 0;
  } finally {
    await (ending ??= end());
  }
});

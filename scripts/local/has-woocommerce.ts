import { execa } from 'execa';
import type { Instance } from './instance.ts';
import { Stop } from './stop.ts';

const IMAGE = 'storewright/woocommerce:0.1.0';
const PLUGIN = '/usr/src/wordpress/wp-content/plugins/woocommerce/woocommerce.php';

/** Whether the WooCommerce image of the cluster has the plugin: it is built without it where the plugin's zip cannot be had. */
export async function hasWooCommerce({ kubeconfigs, tools }: Instance): Promise<boolean> {
  const name = `has-woocommerce-${Date.now()}`;
  const run = ['run', name, `--image=${IMAGE}`, '--image-pull-policy=IfNotPresent', '--restart=Never'];
  const script = `test -f ${PLUGIN} && echo yes || echo no`;
  const answer = await execa(
    tools.kubectl,
    [...run, '--rm', '--stdin', '--quiet', '--pod-running-timeout=60s', '--command', '--', 'sh', '-c', script],
    { env: { KUBECONFIG: kubeconfigs.admin }, stdin: 'ignore', reject: false, timeout: 90_000 },
  );
  const said = /^(yes|no)/m.exec(answer.stdout)?.[1];
  if (said === undefined)
    throw new Stop(`${IMAGE} does not run in this cluster (scripts/build-images.sh makes it): ${answer.stderr}`);
  return said === 'yes';
}

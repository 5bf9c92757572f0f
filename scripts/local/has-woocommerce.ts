import type { Administrator } from './administrator.ts';
import { Stop } from './stop.ts';

const IMAGE = 'storewright/woocommerce:0.1.0';
const PLUGIN = '/usr/src/wordpress/wp-content/plugins/woocommerce/woocommerce.php';

/** Whether the WooCommerce image of the cluster has the plugin: it is built without it where the plugin's zip cannot be had. */
export async function hasWooCommerce(admin: Administrator): Promise<boolean> {
  const pod = `has-woocommerce-${Date.now()}`;
  const script = `test -f ${PLUGIN} && echo yes || echo no`;
  const kubectl = (...args: string[]) => admin.kubectl(args);
  try {
    const image = [`--image=${IMAGE}`, '--image-pull-policy=IfNotPresent'];
    await kubectl('run', pod, ...image, '--restart=Never', '--command', '--', 'sh', '-c', script);
    await kubectl('wait', '--for=jsonpath={.status.phase}=Succeeded', `pod/${pod}`, '--timeout=120s');
    return (await kubectl('logs', pod)).trim() === 'yes';
  } catch (cause) {
    throw new Stop(`${IMAGE} does not run in this cluster: scripts/build-images.sh makes it. ${String(cause)}`);
  } finally {
    await kubectl('delete', 'pod', pod, '--ignore-not-found', '--wait=false').catch(() => undefined);
  }
}

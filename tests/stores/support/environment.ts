const NAMES = [
  /** Where the dashboard is. */
  'STORES_APP_URL',
  /** The administrator's kubeconfig of the cluster. */
  'STORES_KUBECONFIG',
  /** Where the ingress controller answers. */
  'STORES_INGRESS',
  'STORES_HELM',
  'STORES_KUBECTL',
  /** A command that restarts the node; empty when there is none. */
  'STORES_RESTART_NODE',
  /** `yes` when the WooCommerce image has the plugin, whose zip cannot be had everywhere. */
  'STORES_HAVE_WOOCOMMERCE',
] as const;

/** What `scripts/test-stores` says of the platform and the cluster that these tests run against. */
export function environment(name: (typeof NAMES)[number]): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set. Run "./scripts/test-stores", which starts what these tests need.`);
  return value;
}

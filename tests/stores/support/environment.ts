const NAMES = [
  /** Where the dashboard is, as people type it. */
  'STORES_APP_URL',
  /** The same for programs, which need not know that *.localhost is this machine. */
  'STOREWRIGHT_URL',
  /** Where Google's stand-in answers on this machine. */
  'STORES_GOOGLE_PORT',
  /** A file for the session of the person who is signed in. */
  'STORES_STATE',
  /** The administrator's kubeconfig of the cluster. */
  'STORES_KUBECONFIG',
  /** Where the ingress controller answers. */
  'STORES_INGRESS',
  /** How many stores a person may have. */
  'STORES_LIMIT',
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

/** How to sign in to a shop as its owner. */
export type ShopCredentials = { loginUrl: string; username: string; password: string };

export type StoreType = {
  /** Stable id: the value in the database, of the API and of the chart's folder under `helm/`. */
  id: string;
  label: string;
  /** One sentence for the create dialog. */
  description: string;
  /** What comes with it, a few words each. */
  includes: readonly string[];
  /** Path of the shop's administration under its address. */
  adminPath: string;
  /** Roles (label `storewright.dev/role`) of the workloads that serve customers; each must be ready before an order is tried. */
  servingRoles: readonly ('web' | 'app')[];
  /** Fresh values for the Secret `store-credentials`; called once per store, and for keys that a later chart adds. */
  makeCredentials: () => Record<string, string>;
  /** What its owner needs to sign in, from the Secret's values. */
  credentials: (
    secret: Readonly<Record<string, string>>,
    store: { adminUrl: string; ownerEmail: string },
  ) => ShopCredentials;
};

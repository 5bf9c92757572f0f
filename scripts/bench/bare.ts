import { execa } from 'execa';
import type { Instance } from '#scripts/local/instance.ts';
import { namespaceLabels, quotaManifest } from '#server/stores/isolation.ts';
import { namespaceOf, newStoreId, RELEASE } from '#server/stores/naming.ts';
import { CHART } from './chart.ts';

/** The values of a store of the platform; the bare one gets the same, under its own id. */
export type Values = { store: { id: string } };

/** A RoleBinding as the admission policy wants it: without it the account could do nothing in its new namespace. */
function rightsIn(namespace: string): object {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'storewright', namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'storewright-store-manager' },
    subjects: [{ kind: 'ServiceAccount', name: 'storewright', namespace: 'storewright-system' }],
  };
}

/**
 * What a person would type instead of having a platform: namespace, quota, `helm upgrade --install --wait`. With the platform's
 * own account, its helm and kubectl, the same chart and the same values.
 */
export class Bare {
  readonly #tools: Instance['tools'];
  readonly #env: Record<string, string>;

  /** `home` takes what helm and kubectl keep of the cluster's API, so that they are as warm as the platform's. */
  constructor({ tools, kubeconfigs }: Instance, home: string) {
    this.#tools = tools;
    this.#env = { PATH: process.env.PATH ?? '', HOME: home, KUBECONFIG: kubeconfigs.app };
  }

  /** Makes one store and returns when helm says that it is ready. */
  async create(values: Values): Promise<void> {
    const id = newStoreId();
    const namespace = namespaceOf(id);
    const labels = namespaceLabels({ id, name: id, type: CHART.type });
    const place = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } };
    const list = { apiVersion: 'v1', kind: 'List', items: [place, rightsIn(namespace)] };
    await this.#run('kubectl', ['create', '-f', '-'], list);
    await this.#run('kubectl', ['create', '-f', '-'], quotaManifest(namespace));
    const install = ['upgrade', '--install', RELEASE, CHART.folder, '--namespace', namespace];
    const own = { ...values, store: { ...values.store, id, name: id } };
    await this.#run('helm', [...install, '--values', '-', '--wait', '--timeout', '5m'], own);
  }

  /** The values that a store of the platform was installed with. */
  async valuesOf(namespace: string): Promise<Values> {
    const said = await this.#run('helm', ['get', 'values', RELEASE, '--namespace', namespace, '--output', 'json']);
    return JSON.parse(said) as Values;
  }

  async #run(tool: 'kubectl' | 'helm', args: string[], input?: object): Promise<string> {
    const stdin = input === undefined ? '' : JSON.stringify(input);
    const { stdout } = await execa(this.#tools[tool], args, { env: this.#env, extendEnv: false, input: stdin });
    return stdout;
  }
}

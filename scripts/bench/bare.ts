import { join } from 'node:path';
import { execa } from 'execa';
import type { Instance } from '#scripts/local/instance.ts';
import { namespaceLabels, quotaManifest } from '#server/stores/isolation.ts';
import { namespaceOf, newStoreId, RELEASE } from '#server/stores/naming.ts';
import { CHART, nameAt, type Pace } from './chart.ts';

type Run = (tool: 'kubectl' | 'helm', args: string[], input?: object) => Promise<string>;
type Values = { store: object };

/** The platform's tools and account. What helm and kubectl keep of the cluster's API is kept, as the platform keeps it. */
function runnerOn({ dir, tools, kubeconfigs }: Instance): Run {
  const env = { PATH: process.env.PATH ?? '', HOME: join(dir, 'bare-home'), KUBECONFIG: kubeconfigs.app };
  return async (tool, args, input) => {
    const stdin = input === undefined ? '' : JSON.stringify(input);
    return (await execa(tools[tool], args, { env, extendEnv: false, input: stdin })).stdout;
  };
}

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

/** What a person would type instead of having a platform: namespace, quota, `helm upgrade --install --wait`. */
export class Bare {
  readonly #run: Run;
  readonly #values: Values;

  private constructor(run: Run, values: Values) {
    this.#run = run;
    this.#values = values;
  }

  /** Makes stores of the chart and the values with which the platform made the one in this namespace. */
  static async like(instance: Instance, namespace: string): Promise<Bare> {
    const run = runnerOn(instance);
    const said = await run('helm', ['get', 'values', RELEASE, '--namespace', namespace, '--output', 'json']);
    return new Bare(run, JSON.parse(said) as Values);
  }

  /** Makes one store and returns its namespace when helm says that it is ready. */
  async create(pace?: Pace): Promise<string> {
    const id = newStoreId();
    const name = nameAt(pace, id);
    const namespace = namespaceOf(id);
    const labels = namespaceLabels({ id, name, type: CHART.type });
    const place = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } };
    const items = [place, rightsIn(namespace)];
    await this.#run('kubectl', ['create', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
    await this.#run('kubectl', ['create', '-f', '-'], quotaManifest(namespace));
    const install = ['upgrade', '--install', RELEASE, CHART.folder, '--namespace', namespace];
    const values = { ...this.#values, store: { ...this.#values.store, id, name } };
    await this.#run('helm', [...install, '--values', '-', '--wait', '--timeout', '5m'], values);
    return namespace;
  }

  /** Removes one store and returns when its namespace is gone. */
  async remove(namespace: string): Promise<void> {
    await this.#run('helm', ['uninstall', RELEASE, '--namespace', namespace]);
    await this.#run('kubectl', ['delete', 'namespace', namespace, '--wait']);
  }

  /** Makes so many stores, `lanes` at a time, as `xargs -P` does. */
  async createMany(count: number, lanes: number, pace?: Pace): Promise<void> {
    let left = count;
    const lane = async () => {
      while (left-- > 0) await this.create(pace);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}

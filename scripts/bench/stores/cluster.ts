import { join } from 'node:path';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import type { Instance } from '#scripts/local/instance.ts';
import { root } from '#scripts/local/root.ts';
import { limitRangeManifest, networkPolicyManifests, quotaManifest } from '#server/stores/isolation.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { getStoreType } from '#server/stores/types/index.ts';

export type StoreTypeId = 'medusa' | 'woocommerce';

/** An object of a chart. Its specification is the chart's matter. */
export type Rendered = { kind: string; metadata: { name: string }; spec: Record<string, never> };

/** A cluster with real nodes in the hands of its administrator. */
export class Cluster {
  readonly #instance: Instance;

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  async kubectl(args: string[], input?: object): Promise<string> {
    return this.#run('kubectl', args, input);
  }

  /** A namespace with what the platform puts into a store's before its chart: quota, limits, policies, credentials. */
  async newNamespace(type: StoreTypeId): Promise<string> {
    const namespace = `try-${newStoreId()}`;
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    const items = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
      quotaManifest(namespace),
      limitRangeManifest(namespace),
      ...networkPolicyManifests(namespace),
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'store-credentials', namespace },
        stringData: getStoreType(type).makeCredentials(),
      },
    ];
    await this.apply(namespace, items);
    return namespace;
  }

  async apply(namespace: string, items: readonly object[]): Promise<void> {
    await this.kubectl(['apply', '--namespace', namespace, '--filename', '-'], {
      apiVersion: 'v1',
      kind: 'List',
      items,
    });
  }

  async removeNamespace(namespace: string): Promise<void> {
    await this.kubectl(['delete', 'namespace', namespace, '--wait=true']);
  }

  /** What helm would install for a store of the type, with the values that the platform gives. */
  async render(type: StoreTypeId): Promise<Rendered[]> {
    const host = 'bench.localhost';
    const store = { id: newStoreId(), name: 'Bench', host, url: `http://${host}`, email: 'owner@example.com' };
    const chart = join(root, 'helm', type);
    const args = ['template', '--values', join(chart, 'values-local.yaml'), '--values', '-', 'store', chart];
    const text = await this.#run('helm', args, { store, existingSecret: 'store-credentials' });
    const objects = parseAllDocuments(text).map((document) => document.toJS() as Rendered | null);
    return objects.filter((object) => object !== null);
  }

  /** Waits until a workload of that kind and name is ready, or a Job complete. */
  async ready(namespace: string, kind: string, name: string): Promise<void> {
    const condition = {
      StatefulSet: 'jsonpath={.status.readyReplicas}=1',
      Deployment: 'condition=Available',
      Job: 'condition=Complete',
    }[kind];
    if (!condition) return;
    await this.kubectl(['wait', `--for=${condition}`, `${kind}/${name}`, '--namespace', namespace, '--timeout=600s']);
  }

  async #run(tool: 'kubectl' | 'helm', args: string[], input?: object): Promise<string> {
    const { tools, kubeconfigs } = this.#instance;
    const env = { KUBECONFIG: kubeconfigs.admin };
    return (await execa(tools[tool], args, { env, input: input === undefined ? '' : JSON.stringify(input) })).stdout;
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { parseAllDocuments } from 'yaml';

const run = promisify(execFile);

export const HELM_FOLDER = join(import.meta.dirname, '../../helm');
export const STORE_CHARTS = ['woocommerce', 'medusa'] as const;
export type StoreChart = (typeof STORE_CHARTS)[number];

/** What is laid over values.yaml: nothing, or one of the files for an environment. */
export const OVERLAYS = [[], ['values-local.yaml'], ['values-prod.yaml']] as const;

/** Every chart with every overlay, for `describe.each`. */
export const RENDERINGS = STORE_CHARTS.flatMap((chart) =>
  OVERLAYS.map((overlay) => ({ chart, overlay, title: [chart, ...overlay].join(' with ') })),
);

export type Amounts = { cpu: string; memory: string };
export type Container = {
  name: string;
  image: string;
  args?: string[];
  resources: { requests: Amounts; limits: Amounts };
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  envFrom?: { configMapRef: { name: string } }[];
  startupProbe?: { periodSeconds: number; initialDelaySeconds?: number };
  readinessProbe?: { periodSeconds: number; initialDelaySeconds?: number; failureThreshold?: number };
  livenessProbe?: { periodSeconds: number; initialDelaySeconds?: number; failureThreshold?: number };
};
export type PodTemplate = {
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
  spec: { containers: Container[]; initContainers?: Container[] } & Record<string, unknown>;
};
export type Rendered<Spec = Record<string, unknown>> = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string>; annotations?: Record<string, string> };
  spec: Spec;
  data?: Record<string, string>;
};
export type Workload = Rendered<{
  replicas?: number;
  strategy?: { type: string; rollingUpdate?: { maxSurge: number } };
  volumeClaimTemplates?: Rendered<Claim>[];
  template: PodTemplate;
}>;
export type Claim = { resources: { requests: { storage: string } } };

/** What the platform gives for a store; a test changes what it is about. */
export function valuesOf(store: Record<string, string> = {}): Record<string, unknown> {
  return {
    store: {
      id: 'abcdefghij',
      name: 'First shop',
      host: 'first.localhost',
      url: 'http://first.localhost',
      email: 'owner@example.com',
      ...store,
    },
    existingSecret: 'store-credentials',
  };
}

/** Runs the pinned helm; rejects with its words on standard error. */
export async function helm(args: readonly string[], stdin = ''): Promise<string> {
  const running = run(inject('instance').tools.helm, args, { maxBuffer: 16 * 1024 * 1024 });
  running.child.stdin?.end(stdin);
  return (await running).stdout;
}

/**
 * The objects of a store's chart as `helm upgrade` would send them, with the values on standard input as the platform gives
 * them; `null` stands for an empty standard input.
 */
export async function render(
  chart: StoreChart,
  { overlay = [], values = valuesOf() }: { overlay?: readonly string[]; values?: Record<string, unknown> | null } = {},
): Promise<Rendered[]> {
  const stdin = values === null ? '' : JSON.stringify(values);
  return template(chart, { release: 'store', namespace: 'store-abcdefghij', overlay, stdin });
}

/** What helm makes of a chart: values.yaml, then the overlay, then the values on standard input. */
export async function template(
  chart: string,
  {
    release,
    namespace,
    overlay,
    stdin,
  }: { release: string; namespace: string; overlay: readonly string[]; stdin: string },
): Promise<Rendered[]> {
  const files = overlay.flatMap((file) => ['--values', join(HELM_FOLDER, chart, file)]);
  const flags = ['--namespace', namespace, ...files, '--values', '-'];
  const text = await helm(['template', ...flags, '--', release, join(HELM_FOLDER, chart)], stdin);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Rendered | null)
    .filter((object) => object !== null);
}

export function workloadsOf(objects: readonly Rendered[]): Workload[] {
  const kinds = ['Deployment', 'StatefulSet', 'Job', 'DaemonSet', 'CronJob', 'Pod', 'ReplicaSet'];
  return objects.filter(({ kind }) => kinds.includes(kind)) as Workload[];
}

export function containersOf({ spec }: Workload): Container[] {
  return [...(spec.template.spec.initContainers ?? []), ...spec.template.spec.containers];
}

/** The one object of that kind and name. Throws when the chart has none. */
export function find<Spec>(objects: readonly Rendered[], kind: string, name: string): Rendered<Spec> {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`The chart renders no ${kind}/${name}`);
  return found as Rendered<Spec>;
}

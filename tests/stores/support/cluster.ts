import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment } from './environment.ts';

const run = promisify(execFile);

/** More than any answer of the cluster in these tests; a dump of a shop's database is a few hundred kilobytes. */
const ANSWER_BYTES = 64 * 1024 * 1024;

async function call(program: string, args: string[], input = ''): Promise<string> {
  const env = { ...process.env, KUBECONFIG: environment('STORES_KUBECONFIG') };
  const running = run(program, args, { env, maxBuffer: ANSWER_BYTES });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** kubectl as administrator. Rejects with its own words. */
export const kubectl = (args: string[], input?: object): Promise<string> =>
  call(environment('STORES_KUBECTL'), args, input && JSON.stringify(input));

/** helm as administrator, for what people do by hand: an upgrade, a rollback, `helm test`. */
export const helm = (args: string[], values?: object): Promise<string> =>
  call(environment('STORES_HELM'), values ? [...args, '--values', '-'] : args, values && JSON.stringify(values));

type Item = {
  kind: string;
  metadata: { name: string; uid: string; creationTimestamp: string; labels?: Record<string, string> };
  spec: Record<string, unknown>;
  status?: Record<string, unknown>;
};

/** Objects of a kind, in a namespace or, without one, in the whole cluster. */
export async function list<T extends Item = Item>(kind: string, namespace?: string): Promise<T[]> {
  const where = namespace === undefined ? ['--all-namespaces'] : ['--namespace', namespace];
  return (JSON.parse(await kubectl(['get', kind, ...where, '--output=json'])) as { items: T[] }).items;
}

/** Runs a program in a pod of a workload, such as `deploy/web`; answers its output. `input` goes to its standard input. */
export const inPod = (namespace: string, workload: string, command: string[], input = ''): Promise<string> =>
  call(environment('STORES_KUBECTL'), ['exec', '--stdin', '--namespace', namespace, workload, '--', ...command], input);

/** A value of the Secret `store-credentials`. */
export async function secretOf(namespace: string): Promise<Record<string, string>> {
  const found = await kubectl(['get', 'secret', 'store-credentials', '--namespace', namespace, '--output=json']);
  const { data } = JSON.parse(found) as { data: Record<string, string> };
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]));
}

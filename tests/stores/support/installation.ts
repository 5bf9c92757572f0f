import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from '#scripts/client/platform.ts';
import { helm, inPod, kubectl, list } from './cluster.ts';
import { environment } from './environment.ts';

/** Where the platform's chart is installed. */
export const PLACE = ['--namespace', 'storewright-system'];

/** The names of the app's pods that are ready. */
export async function platformPods(): Promise<string[]> {
  const pods = await list('pods', 'storewright-system');
  const isReady = ({ metadata, status }: (typeof pods)[number]) =>
    metadata.labels?.['app.kubernetes.io/name'] === 'platform' &&
    ((status?.conditions ?? []) as { type: string; status: string }[]).some(
      (it) => it.type === 'Ready' && it.status === 'True',
    );
  return pods.filter(isReady).map(({ metadata }) => metadata.name);
}

export const rolledOut = () => kubectl(['rollout', 'status', 'deployment/platform', ...PLACE, '--timeout=300s']);

/** Upgrades the release, as an administrator would, and waits until only the new pods are there. */
export async function upgradePlatform(values: object): Promise<void> {
  await helm(['upgrade', 'storewright', 'helm/platform', ...PLACE, '--reuse-values'], values);
  await rolledOut();
}

/** One pod of the app, past the Service. */
export class PlatformPod {
  readonly url: string;
  readonly api;
  readonly close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.api = connect(url, process.env.STOREWRIGHT_TOKEN).api;
    this.close = close;
  }

  static async open(name: string): Promise<PlatformPod> {
    const env = { ...process.env, KUBECONFIG: environment('STORES_KUBECONFIG') };
    const forward = spawn(environment('STORES_KUBECTL'), ['port-forward', `pod/${name}`, ':3000', ...PLACE], { env });
    const [words] = (await once(forward.stdout, 'data')) as [Buffer];
    const port = /127\.0\.0\.1:(\d+)/.exec(words.toString())?.[1];
    return new PlatformPod(`http://127.0.0.1:${port}`, () => forward.kill());
  }
}

/** How many runs the Inngest server's stand-in began for an operation. */
export async function countRuns(operationId: string): Promise<number> {
  const query = `select count(*) from runs where event::text like '%${operationId}%'`;
  const psql = ['psql', '--username=postgres', '--dbname=inngest', '--tuples-only', '--no-align', '--file=-'];
  return Number(await inPod('storewright-system', 'statefulset/database', psql, query));
}

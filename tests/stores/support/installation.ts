import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { connect } from '#scripts/client/platform.ts';
import { inPod, kubectl, list } from './cluster.ts';
import { environment } from './environment.ts';

/** Where the platform's chart is installed. */
const PLACE = ['--namespace', 'storewright-system'] as const;

type Condition = { type: string; status: string };

const isReady = ({ status }: { status?: Record<string, unknown> }) =>
  (status?.['conditions'] as Condition[] | undefined)?.some((one) => one.type === 'Ready' && one.status === 'True');

/** The names of the app's two pods, once both are ready and those that were replaced are gone. */
export async function platformPods(): Promise<[string, string]> {
  const pods = async () => {
    const all = await list('pods', PLACE[1]);
    return all.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'platform');
  };
  await rolledOut();
  const readiness = async () => (await pods()).map(isReady);
  await expect.poll(readiness, { message: 'two ready pods of the app', timeout: 120_000 }).toEqual([true, true]);
  return (await pods()).map(({ metadata }) => metadata.name) as [string, string];
}

const rolledOut = () => kubectl(['rollout', 'status', 'deployment/platform', ...PLACE, '--timeout=300s']);

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
    let said = '';
    for (const output of [forward.stdout, forward.stderr])
      output.on('data', (words: Buffer) => (said += String(words)));
    const port = () => /127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    await expect.poll(port, { message: `a port of pod/${name}`, timeout: 30_000 }).toBeDefined();
    return new PlatformPod(`http://127.0.0.1:${port()}`, () => forward.kill());
  }
}

/** How many runs the Inngest server's stand-in began for an operation. */
export async function countRuns(operationId: string): Promise<number> {
  const query = `select count(*) from runs where event::text like '%${operationId}%'`;
  const psql = ['psql', '--username=postgres', '--dbname=inngest', '--tuples-only', '--no-align', '--file=-'];
  return Number(await inPod(PLACE[1], 'statefulset/database', psql, query));
}

import { spawn } from 'node:child_process';
import { expect } from '@playwright/test';
import { connect } from '#scripts/client/platform.ts';
import { helm, inPod, kubectl, list } from './cluster.ts';
import { environment } from './environment.ts';

/** Where the platform's chart is installed. */
export const PLACE = ['--namespace', 'storewright-system'] as const;

/** The names of the app's two pods, once there are two and those that were replaced are gone. */
export async function platformPods(): Promise<[string, string]> {
  const names = async () => {
    const pods = await list('pods', PLACE[1]);
    return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'platform').map(nameOf);
  };
  await rolledOut();
  await expect.poll(names, { message: 'two pods of the app', timeout: 120_000 }).toHaveLength(2);
  return (await names()) as [string, string];
}

const nameOf = ({ metadata }: { metadata: { name: string } }) => metadata.name;

const rolledOut = () => kubectl(['rollout', 'status', 'deployment/platform', ...PLACE, '--timeout=300s']);

/** Upgrades the release, as an administrator would, and waits until the new pods are ready. */
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

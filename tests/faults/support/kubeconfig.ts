import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

type Kubeconfig = { clusters: { cluster: { server: string } }[] };

const apps = () => inject('instance').kubeconfigs.app;

/** Where the API server of all tests listens. */
export function apiServer(): string {
  return (JSON.parse(readFileSync(apps(), 'utf8')) as Kubeconfig).clusters[0]?.cluster.server ?? '';
}

/** The kubeconfig of an account, the app's unless told otherwise, with another way to the API server; a file that goes with the instance. */
export function kubeconfigBy(url: string, from = apps()): string {
  const path = join(mkdtempSync(join(inject('instance').dir, 'kubeconfig-')), 'kubeconfig');
  writeFileSync(path, readFileSync(from, 'utf8').replaceAll(apiServer(), url.replace(/\/$/, '')), { mode: 0o600 });
  return path;
}

/** Certificate and key that the cluster's own authority signed for this machine: the sandbox's administrator shares them with its API server. */
export function serverCertificate(): { cert: Buffer; key: Buffer } {
  const text = readFileSync(inject('instance').kubeconfigs.admin, 'utf8');
  const read = (name: string) => {
    const inline = new RegExp(`${name}-data: (\\S+)`).exec(text)?.[1];
    return inline ? Buffer.from(inline, 'base64') : readFileSync(new RegExp(`${name}: (\\S+)`).exec(text)?.[1] ?? '');
  };
  return { cert: read('client-certificate'), key: read('client-key') };
}

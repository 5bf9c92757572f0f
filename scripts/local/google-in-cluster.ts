import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import type { Administrator } from './administrator.ts';
import { root } from './root.ts';
import { Stop } from './stop.ts';
import { until } from './until.ts';

const HOST = 'accounts.google.com';
const NAMESPACE = 'stand-ins';
const REQUEST = 'storewright-google';
const MANIFEST = join(root, 'tests/stores/stand-ins/google.yaml');
/** What CoreDNS answers for Google's name. */
const REWRITE = `    rewrite name exact ${HOST} google.${NAMESPACE}.svc.cluster.local\n`;
const DNS = ['configmap/coredns', '--namespace', 'kube-system'];

/** Google's stand-in in a cluster: its name leads to it for every pod, and it has a certificate of the cluster's own authority. */
export type GoogleInCluster = {
  /** Where it answers on this machine, by https, for a browser that takes it for Google. */
  port: number;
  stop(): Promise<void>;
};

/**
 * Starts it, or leaves nothing behind. The authority of the cluster is what pods find as ca.crt beside the token of their account. Needs
 * openssl on this machine, and CoreDNS as kubeadm sets it up.
 */
export async function startGoogle(admin: Administrator): Promise<GoogleInCluster> {
  const ended = new AbortController();
  const stop = async () => {
    ended.abort();
    await changeNames(admin, (corefile) => corefile.replace(REWRITE, ''));
    await admin.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
  };
  try {
    await install(admin);
    return { port: await forwardPort(admin, ended.signal), stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function install(admin: Administrator): Promise<void> {
  const { key, certificate } = await obtainCertificate(admin);
  const secret = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'google' } };
  await admin.kubectl(['create', 'namespace', NAMESPACE]);
  await admin.kubectl(['create', '--namespace', NAMESPACE, '--filename', '-'], {
    ...secret,
    stringData: { 'tls.key': key, 'tls.crt': certificate },
  });
  await admin.kubectl(['create', '--filename', MANIFEST]);
  await changeNames(admin, (corefile) => {
    const changed = corefile.replace(REWRITE, '').replace(/^\.:53 \{\n/m, `$&${REWRITE}`);
    if (changed.includes(REWRITE)) return changed;
    throw new Stop(`${DNS[0]} has no block ".:53 {", where Google's name could be led to its stand-in:\n${corefile}`);
  });
  await admin.kubectl(['rollout', 'status', 'deployment/google', '--namespace', NAMESPACE, '--timeout=120s']);
}

/** A key, and a certificate for Google's name: of all that a cluster signs by itself only a kubelet's is one of a server. */
async function obtainCertificate(admin: Administrator): Promise<{ key: string; certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-google-'));
  try {
    const [keyFile, requestFile] = [join(folder, 'key'), join(folder, 'request')];
    const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const what = ['-subj', '/O=system:nodes/CN=system:node:google', '-addext', `subjectAltName=DNS:${HOST}`];
    await execa('openssl', ['req', ...how, ...what, '-keyout', keyFile, '-out', requestFile]).catch(
      (cause: unknown) => {
        throw new Stop(`openssl could not make a certificate's request. Is it installed? ${String(cause)}`);
      },
    );
    await admin.kubectl(['delete', 'csr', REQUEST, '--ignore-not-found']);
    await admin.kubectl(['create', '--filename', '-'], {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name: REQUEST },
      spec: {
        request: (await readFile(requestFile)).toString('base64'),
        signerName: 'kubernetes.io/kubelet-serving',
        usages: ['digital signature', 'server auth'],
      },
    });
    await admin.kubectl(['certificate', 'approve', REQUEST]);
    const signed = await until('the certificate of the stand-in for Google', 30, () =>
      admin.kubectl(['get', 'csr', REQUEST, '--output=jsonpath={.status.certificate}']).then((text) => text || null),
    );
    await admin.kubectl(['delete', 'csr', REQUEST]);
    return { key: await readFile(keyFile, 'utf8'), certificate: Buffer.from(signed, 'base64').toString() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function changeNames(admin: Administrator, change: (corefile: string) => string): Promise<void> {
  const { data } = JSON.parse(await admin.kubectl(['get', ...DNS, '--output=json'])) as { data: { Corefile: string } };
  const patch = { data: { Corefile: change(data.Corefile) } };
  if (patch.data.Corefile === data.Corefile) return;
  await admin.kubectl(['patch', ...DNS, '--patch', JSON.stringify(patch)]);
  const deployment = ['deployment/coredns', '--namespace', 'kube-system'];
  await admin.kubectl(['rollout', 'restart', ...deployment]);
  await admin.kubectl(['rollout', 'status', ...deployment, '--timeout=120s']);
}

/** Forwards a port of this machine until `ended`, again and again: a node that restarts ends the connection. Resolves with the port. */
async function forwardPort(admin: Administrator, ended: AbortSignal): Promise<number> {
  const target = ['port-forward', '--namespace', NAMESPACE, 'service/google'];
  let port = 0;
  const keep = async () => {
    while (!ended.aborted) {
      const forward = admin.keeping([...target, `${port}:443`], ended);
      forward.stdout.on('data', (text: Buffer) => (port ||= Number(/127\.0\.0\.1:(\d+)/.exec(text.toString())?.[1])));
      await forward;
      await pause(500, undefined, { signal: ended }).catch(() => undefined);
    }
  };
  void keep();
  return until('the port of the stand-in for Google', 30, () => port || null);
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import type { Administrator } from './administrator.ts';
import { root } from './root.ts';
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

/** Starts it. The authority of the cluster is what pods find as ca.crt beside the token of their account. */
export async function startGoogle(admin: Administrator): Promise<GoogleInCluster> {
  const { key, certificate } = await obtainCertificate(admin);
  const secret = { apiVersion: 'v1', kind: 'Secret', type: 'kubernetes.io/tls', metadata: { name: 'google' } };
  await admin.kubectl(['create', 'namespace', NAMESPACE]);
  await admin.kubectl(['create', '--namespace', NAMESPACE, '--filename', '-'], {
    ...secret,
    stringData: { 'tls.key': key, 'tls.crt': certificate },
  });
  await admin.kubectl(['create', '--filename', MANIFEST]);
  await changeNames(admin, (corefile) => corefile.replace(REWRITE, '').replace(/^\.:53 \{\n/m, `$&${REWRITE}`));
  await admin.kubectl(['rollout', 'status', 'deployment/google', '--namespace', NAMESPACE, '--timeout=120s']);
  const forward = await forwardPort(admin);
  return {
    port: forward.port,
    async stop() {
      forward.stop();
      await changeNames(admin, (corefile) => corefile.replace(REWRITE, ''));
      await admin.kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
    },
  };
}

/** A key, and a certificate for Google's name: of all that a cluster signs by itself only a kubelet's is one of a server. */
async function obtainCertificate(admin: Administrator): Promise<{ key: string; certificate: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-google-'));
  try {
    const [keyFile, requestFile] = [join(folder, 'key'), join(folder, 'request')];
    const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const what = ['-subj', '/O=system:nodes/CN=system:node:google', '-addext', `subjectAltName=DNS:${HOST}`];
    await execa('openssl', ['req', ...how, ...what, '-keyout', keyFile, '-out', requestFile]);
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

/** Forwards a port of this machine, as long as it is wanted: a node that restarts ends the connection. */
async function forwardPort(admin: Administrator): Promise<{ port: number; stop(): void }> {
  const target = ['port-forward', '--namespace', NAMESPACE, 'service/google'];
  const ended = new AbortController();
  let port = 0;
  const keep = async () => {
    while (!ended.signal.aborted) {
      const forward = admin.keeping([...target, `${port}:443`]);
      const kill = () => forward.kill();
      ended.signal.addEventListener('abort', kill);
      forward.stdout.on('data', (text: Buffer) => (port ||= Number(/127\.0\.0\.1:(\d+)/.exec(text.toString())?.[1])));
      await forward;
      ended.signal.removeEventListener('abort', kill);
      await pause(500);
    }
  };
  void keep();
  return {
    port: await until('the port of the stand-in for Google', 30, () => port || null),
    stop: () => ended.abort(),
  };
}

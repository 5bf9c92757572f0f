import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Machine, type Call } from './machine.ts';
import { expectNoSecretSeen } from './no-secret-seen.ts';

/** Many small programs run one after the other, on machines that have other things to do. */
vi.setConfig({ testTimeout: 120_000 });

const TOOLS = ['docker', 'k3s', 'kubectl', 'helm', 'curl', 'ss', 'getent', 'id'];
const GOOGLE = { GOOGLE_CLIENT_ID: '123-mine.apps.googleusercontent.com', GOOGLE_CLIENT_SECRET: 'GOCSPX-only=mine' };
const DOMAINS = ['--domain', 'example.com', '--stores-domain', 'shops.example'];

let machine: Machine;
beforeEach(() => {
  machine = new Machine(TOOLS);
  machine.set('dns', '.');
});
afterEach(() => machine.remove());

const setUp = (args: readonly string[] = [], env: Record<string, string> = GOOGLE) =>
  machine.run('setup-prod.sh', [...DOMAINS, ...args], env);

/** What was changed, by the first words of each call. */
const changes = (calls: readonly Call[]) =>
  calls
    .map(({ words }) =>
      /^(docker build|k3s ctr images import|helm upgrade --install \S+|kubectl (?:apply|create|rollout \S+)\b.*?(?=$| --namespace| --timeout))/
        .exec(words)?.[1]
        ?.replace(/(--server-side --force-conflicts )?--filename (scripts\/cluster\/)?/, ''),
    )
    .filter((words) => words !== undefined);

const platformHelm = (calls: readonly Call[]) =>
  calls.find(({ words }) => words.startsWith('helm upgrade --install storewright'));

const CERTIFICATES = ['helm upgrade --install cert-manager', 'kubectl apply letsencrypt.yaml'];
const PLATFORM = [
  'kubectl apply platform-namespace.yaml',
  'kubectl create secret generic platform-secrets',
  'helm upgrade --install storewright',
  'kubectl rollout status deployment/platform',
];
const IMAGES = [...Array(5).fill('docker build'), ...Array(4).fill('k3s ctr images import')];

describe('setup-prod.sh on a server of its own', () => {
  it('installs k3s, the images, cert-manager, the issuer and the platform, in this order, and says where it answers', async () => {
    const { code, stdout } = await setUp();
    expect(code).toBe(0);
    const calls = machine.calls();
    expect(changes(calls)).toEqual([
      'kubectl rollout status deployment/traefik',
      'kubectl create k3s-traefik.yaml',
      ...IMAGES,
      ...CERTIFICATES,
      ...PLATFORM,
    ]);
    expect(machine.read('k3s')).toBe('v1.36.4+k3s1 server --write-kubeconfig-mode=600 --secrets-encryption\n');
    expect(stdout).toMatch(/lead to 203\.0\.113\.80 203\.0\.113\.81 /);
    expect(stdout).toContain('Storewright:   https://platform.example.com\n');
    expect(calls.at(-2)?.words).toMatch(/^curl .* https:\/\/platform\.example\.com\/api\/readyz$/);
    expect(calls.at(-1)?.words).toMatch(/^curl .* http:\/\/platform\.example\.com\/$/);
    expect(stdout).not.toContain('does not lead to https');
  });

  it('keeps k3s and the Secret when it is repeated, and needs no Google client then', async () => {
    await setUp();
    machine.calls();
    machine.set('secret');
    const { code, stdout } = await setUp([], {});
    expect(code).toBe(0);
    expect(stdout).toContain('k3s is there');
    expect(stdout).toContain('stays as it is');
    const calls = machine.calls();
    expect(calls.filter(({ words }) => /get\.k3s\.io/.test(words))).toEqual([]);
    expect(stdout).toContain('the Traefik of k3s keeps the values that it has');
    expect(changes(calls)).not.toContain('kubectl create k3s-traefik.yaml');
    expect(changes(calls)).toContain('kubectl rollout restart deployment/platform');
    expect(JSON.parse(platformHelm(calls)?.stdin ?? '')).toMatchObject({
      auth: { googleClientId: '123-installed.apps.googleusercontent.com' },
    });
  });

  it('asks that k3s alone, by a kubeconfig that nobody else can read', async () => {
    await setUp();
    const path = join(machine.checkout, '.data/k3s.kubeconfig');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const asked = machine.calls().filter(({ words }) => /^(kubectl|helm (?:upgrade|template|status)) /.test(words));
    expect(asked.filter(({ environment }) => !environment.includes(`KUBECONFIG=${path}\n`))).toEqual([]);
  });

  it('tells k3s to keep the images, which it could not get again', async () => {
    await setUp();
    const kept = machine.calls().flatMap(({ words }) => /^k3s ctr images label (\S+) (.*)/.exec(words)?.slice(1) ?? []);
    expect(kept).toHaveLength(8);
    expect(kept.slice(0, 2)).toEqual([
      expect.stringMatching(/^docker\.io\/storewright\/\w+:/),
      'io.cri-containerd.pinned=pinned',
    ]);
  });

  it.each([
    ['somebody else than root', () => machine.set('user', '1000'), 'as root'],
    ['a port that is taken', () => machine.set('listening', 'LISTEN 0 511 0.0.0.0:80'), '0.0.0.0:80'],
    ['nothing that builds images', () => machine.set('fails', 'docker info'), 'Nothing here can build images'],
    ['an old helm', () => machine.set('helm-version', 'v3.19.0'), 'helm v3.19.0 is too old'],
    ['values that the chart refuses', () => machine.set('fails', 'helm template'), 'Nothing was changed.'],
  ])('changes nothing with %s, and says so', async (_, prepare, words) => {
    prepare();
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(changes(machine.calls())).toEqual([]);
    expect(machine.has('k3s')).toBe(false);
  });

  it.each([
    ['no Google client', [...DOMAINS], {}, 'GOOGLE_CLIENT_ID'],
    ['no domain', [], GOOGLE, 'is no name of a domain'],
    [
      'a domain that is none',
      ['--domain', 'a"b.com', '--stores-domain', 'shops.example'],
      GOOGLE,
      'is no name of a domain',
    ],
    ['an option that is none', ['--force'], GOOGLE, '--help'],
  ])('changes nothing with %s, and says so', async (_, args, env, words) => {
    const { code, stderr } = await machine.run('setup-prod.sh', args, env as Record<string, string>);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(changes(machine.calls())).toEqual([]);
  });

  it.each([
    ['curl --fail --silent --show-error --location --max-time 120', 'could not be had from https://get.k3s.io'],
    ['kubectl wait --for=create deployment/traefik', 'has not made its Traefik'],
    ['k3s ctr images import', 'could not be loaded into k3s'],
    ['helm upgrade --install cert-manager', 'cert-manager could not be installed'],
    [
      'kubectl wait --for=condition=Ready clusterissuer/letsencrypt-prod',
      'kubectl describe clusterissuer letsencrypt-prod',
    ],
    ['kubectl rollout status deployment/platform', 'kubectl describe pods --namespace storewright-system'],
    ['kubectl wait --for=jsonpath', 'has no address yet'],
    ['curl --fail --silent --show-error --max-time 20', 'port 80 must be'],
  ])('stops where %s fails, and says what to do', async (call, advice) => {
    machine.set('fails', call);
    const { code, stdout, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('it does not work today');
    expect(stderr).toContain(advice);
    expect(machine.calls().at(-1)?.words).toContain(call);
    expect(stdout).not.toContain('Storewright:');
  });

  it.each([
    ['^platform\\.', ': *.shops.example\n'],
    ['shops.example$', ': platform.example.com\n'],
    ['^nothing$', ': platform.example.com *.shops.example\n'],
  ])(
    'with everything installed ends with the records that are missing when DNS knows %s alone',
    async (known, words) => {
      machine.set('dns', known);
      const { code, stdout, stderr } = await setUp();
      expect(code).toBe(1);
      expect(stdout).toContain('203.0.113.80');
      expect(stderr).toContain(`these names lead nowhere yet${words}`);
      expect(changes(machine.calls()).at(-1)).toBe('kubectl rollout status deployment/platform');
    },
  );

  it('asks DNS for a shop that nobody has asked for, each time another', async () => {
    const asked = async () => {
      await setUp();
      machine.set('secret');
      return machine.calls().flatMap(({ words }) => /^getent ahosts (\S+\.shops\.example)$/.exec(words)?.[1] ?? []);
    };
    const [first, second] = [await asked(), await asked()];
    expect(first).toEqual([expect.stringMatching(/^check-[0-9a-f]{8}\.shops\.example$/)]);
    expect(second).not.toEqual(first);
  });
});

describe('setup-prod.sh on a cluster that is there', () => {
  let file: string;
  beforeEach(() => {
    file = join(machine.folder, 'kubeconfig');
    writeFileSync(file, 'admin', { mode: 0o644 });
  });
  const onCluster = (...args: string[]) => setUp(['--kubeconfig', file, ...args]);

  it('installs Traefik behind a load balancer, cert-manager and the platform, and makes the kubeconfig private', async () => {
    const { code } = await onCluster('--', '--set', 'auth.adminEmails={me@example.com}');
    expect(code).toBe(0);
    const calls = machine.calls();
    expect(changes(calls)).toEqual([
      'kubectl apply -',
      'kubectl rollout status deployment/traefik',
      ...CERTIFICATES,
      ...PLATFORM,
    ]);
    const traefik = calls.find(({ words }) => words.startsWith('kubectl apply') && words.endsWith(' -'))?.stdin;
    expect(traefik).toContain('type: LoadBalancer');
    expect(traefik).toContain('ingressendpoint.publishedservice=traefik/traefik');
    expect(traefik).not.toMatch(/nodePort|NodePort|127\.0\.0\.1/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const asked = calls.filter(({ words }) => /^(kubectl|helm (?:upgrade|template|status)) /.test(words));
    expect(asked.filter(({ environment }) => !environment.includes(`KUBECONFIG=${file}\n`))).toEqual([]);
  });

  it('tells the platform its domains, storage class, ingress controller, and where shops must not go', async () => {
    await onCluster('--', '--set', 'auth.adminEmails={me@example.com}');
    const helm = platformHelm(machine.calls());
    expect(helm?.words).toBe(
      'helm upgrade --install storewright helm/platform --namespace storewright-system --values helm/platform/values-prod.yaml ' +
        '--values - --set existingSecret=platform-secrets --set auth.adminEmails={me@example.com}',
    );
    expect(JSON.parse(helm?.stdin ?? '')).toEqual({
      domain: 'example.com',
      auth: { googleClientId: GOOGLE.GOOGLE_CLIENT_ID },
      stores: { domain: 'shops.example', blockedCidrs: ['198.51.100.9/32', '2001:db8::7/128', '203.0.113.7/32'] },
      storageClass: 'local-path',
      network: { ingressController: { namespace: 'ingress' } },
    });
  });

  it('leaves a Traefik and a cert-manager of others as they are', async () => {
    machine.set('ingress-class');
    machine.set('cert-manager-crd');
    const { code, stdout } = await onCluster();
    expect(code).toBe(0);
    expect(stdout).toContain('ingress class traefik is there');
    expect(stdout).toContain('cert-manager is there');
    expect(changes(machine.calls())).toEqual(['kubectl apply letsencrypt.yaml', ...PLATFORM]);
  });

  it('says so when http does not lead to https there', async () => {
    machine.set('ingress-class');
    machine.set('no-redirect');
    const { code, stdout } = await onCluster();
    expect(code).toBe(0);
    expect(stdout).toContain('http://platform.example.com does not lead to https yet');
  });

  it.each([
    ['without a default storage class', () => machine.set('no-default-class'), 'no default storage class'],
    ['that does not answer', () => machine.set('fails', 'kubectl version'), 'does not answer'],
  ])('changes nothing in one %s, and says so', async (_, prepare, words) => {
    prepare();
    const { code, stderr } = await onCluster();
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(changes(machine.calls())).toEqual([]);
  });

  it('gives no program a secret in its arguments or in its environment, and prints none', async () => {
    expectNoSecretSeen(await onCluster(), machine.calls());
  });
});

describe('load-images-to-k3s.sh', () => {
  it('says what is missing: k3s, an image', async () => {
    expect(await machine.run('load-images-to-k3s.sh')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('scripts/setup-prod.sh installs it'),
    });
    machine.set('k3s');
    machine.set('fails', 'docker save');
    expect(await machine.run('load-images-to-k3s.sh', ['mine:1'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('docker has no image mine:1'),
    });
  });
});

it('the issuer is the one that the values for production name', () => {
  const read = (path: string) => readFileSync(join(machine.checkout, path), 'utf8');
  const [, name] = /^ {2}name: (\S+)$/m.exec(read('scripts/cluster/letsencrypt.yaml')) ?? [];
  expect(read('helm/platform/values-prod.yaml')).toContain(`clusterIssuer: ${name}\n`);
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Machine, type Call } from './machine.ts';
import { expectNoSecretSeen } from './no-secret-seen.ts';

/** Many small programs run one after the other, on machines that have other things to do. */
vi.setConfig({ testTimeout: 120_000 });

const TOOLS = ['docker', 'kind', 'kubectl', 'helm', 'curl', 'ss'];
const DOMAINS = ['--domain', 'example.com', '--stores-domain', 'shops.example'];
const GOOGLE = { GOOGLE_CLIENT_ID: '123-mine.apps.googleusercontent.com', GOOGLE_CLIENT_SECRET: 'GOCSPX-only=mine' };

let machine: Machine;
beforeEach(() => {
  machine = new Machine(TOOLS);
  machine.set('images');
});
afterEach(() => machine.remove());

/** What was changed, by the first words of each call. */
const changes = (calls: readonly Call[]) =>
  calls
    .map(
      ({ words }) =>
        /^(kind (?:create|load|delete) \S+|docker build|helm upgrade --install \S+|kubectl (?:apply|create|rollout \S+)\b.*?(?=$| --namespace| --timeout))/.exec(
          words,
        )?.[1],
    )
    .filter((words) => words !== undefined)
    .map((words) => words.replace(/--server-side --force-conflicts --filename scripts\/cluster\//, ''));

const install = [
  'kubectl apply ingress-controller.yaml',
  'kubectl rollout status deployment/traefik',
  ...Array(4).fill('docker build'),
  'docker build', // WP-CLI
  ...Array(4).fill('kind load docker-image'),
  'kubectl apply platform-namespace.yaml',
];

describe('setup-local.sh', () => {
  it('makes the cluster, Traefik, the images, the Secret and the platform, in this order, and says where it answers', async () => {
    const { code, stdout } = await machine.run('setup-local.sh', [], GOOGLE);
    expect(code).toBe(0);
    expect(changes(machine.calls())).toEqual([
      'kind create cluster',
      ...install,
      'kubectl create secret generic platform-secrets',
      'helm upgrade --install storewright',
      'kubectl rollout status deployment/platform',
    ]);
    expect(stdout).toContain('http://platform.localhost\n');
  });

  it('keeps the cluster and the Secret when it is repeated, and needs no Google client then', async () => {
    await machine.run('setup-local.sh', [], GOOGLE);
    machine.calls();
    const { code, stdout } = await machine.run('setup-local.sh');
    expect(code).toBe(0);
    const calls = machine.calls();
    expect(changes(calls)).toEqual([
      ...install,
      'helm upgrade --install storewright',
      'kubectl rollout restart deployment/platform',
      'kubectl rollout status deployment/platform',
    ]);
    const helm = calls.find(({ words }) => words.startsWith('helm upgrade'));
    expect(JSON.parse(helm?.stdin ?? '')).toMatchObject({
      auth: { googleClientId: '123-installed.apps.googleusercontent.com' },
    });
    expect(stdout).toContain('stays as it is');
  });

  it('gives the Secret every key that the chart wants, each value another and long enough', async () => {
    await machine.run('setup-local.sh', [], GOOGLE);
    const created = machine.calls().find(({ words }) => words.startsWith('kubectl create secret'));
    const values = new Map(
      (created?.stdin ?? '')
        .trim()
        .split('\n')
        .map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')]),
    );
    expect(values.get('google-client-secret')).toBe(GOOGLE.GOOGLE_CLIENT_SECRET);
    values.delete('google-client-secret');
    expect([...values.keys()].toSorted()).toEqual([
      'database-admin-password',
      'database-app-password',
      'database-owner-password',
      'inngest-database-password',
      'inngest-event-key',
      'inngest-signing-key',
      'queue-password',
      'session-secret',
    ]);
    for (const value of values.values()) expect(value).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(values.values()).size).toBe(values.size);
  });

  it('gives no program a secret in its arguments or in its environment, and prints none', async () => {
    expectNoSecretSeen(await machine.run('setup-local.sh', [], GOOGLE), machine.calls());
  });

  it('installs with values-local.yaml, and keeps shops from the addresses of the API server', async () => {
    await machine.run('setup-local.sh', ['--', '--set', 'auth.adminEmails={me@example.com}'], GOOGLE);
    const helm = machine.calls().find(({ words }) => words.startsWith('helm upgrade'));
    expect(helm?.words).toBe(
      'helm upgrade --install storewright helm/platform --namespace storewright-system --values helm/platform/values-local.yaml ' +
        '--values - --set existingSecret=platform-secrets --set auth.adminEmails={me@example.com}',
    );
    expect(JSON.parse(helm?.stdin ?? '')).toEqual({
      auth: { googleClientId: GOOGLE.GOOGLE_CLIENT_ID },
      stores: { blockedCidrs: ['2001:db8::7/128', '203.0.113.7/32'] },
    });
  });

  it('with domains makes an authority once, whose certificates the platform and each shop then ask for', async () => {
    const { code, stdout } = await machine.run('setup-local.sh', DOMAINS, GOOGLE);
    expect(code).toBe(0);
    const calls = machine.calls();
    expect(changes(calls)).toEqual([
      'kind create cluster',
      ...install.slice(0, 2),
      'helm upgrade --install cert-manager',
      'kubectl apply local-ca.yaml',
      ...install.slice(2),
      'kubectl create secret generic platform-secrets',
      'helm upgrade --install storewright',
      'kubectl rollout status deployment/platform',
    ]);
    const helm = calls.find(({ words }) => words.startsWith('helm upgrade --install storewright'));
    expect(JSON.parse(helm?.stdin ?? '')).toEqual({
      domain: 'example.com',
      publicUrl: 'https://platform.example.com',
      auth: { googleClientId: GOOGLE.GOOGLE_CLIENT_ID },
      stores: {
        domain: 'shops.example',
        clusterIssuer: 'storewright-ca',
        blockedCidrs: ['2001:db8::7/128', '203.0.113.7/32'],
      },
      ingress: { annotations: { 'cert-manager.io/cluster-issuer': 'storewright-ca' } },
    });
    expect(readFileSync(join(machine.checkout, '.data/authority.crt'), 'utf8')).toBe('the authority');
    expect(stdout).toContain('Storewright:   https://platform.example.com\n');
    expect(stdout).toContain('.data/authority.crt');
  });

  it('without domains has no certificates, and no cert-manager', async () => {
    const { stdout } = await machine.run('setup-local.sh', [], GOOGLE);
    const told = machine.calls().map(({ words, stdin }) => words + stdin);
    expect(told.filter((words) => /cert-manager|storewright-ca/.test(words))).toEqual([]);
    expect(stdout).not.toContain('https://platform');
  });

  it.each([
    ['one domain alone', DOMAINS.slice(0, 2)],
    ['a name that is none', ['--domain', 'local"host', '--stores-domain', 'shops.example']],
    ['localhost, which has no certificates', ['--domain', 'localhost', '--stores-domain', 'localhost']],
    ['what lies below it', ['--domain', 'my.localhost', '--stores-domain', 'shops.localhost']],
  ])('changes nothing with %s, and says so', async (_, args) => {
    const { code, stderr } = await machine.run('setup-local.sh', args, GOOGLE);
    expect(code).toBe(1);
    expect(stderr).toContain('is no name of a domain');
    expect(changes(machine.calls())).toEqual([]);
  });

  it('asks that cluster alone, by a kubeconfig that nobody else can read', async () => {
    await machine.run('setup-local.sh', [], GOOGLE);
    const path = join(machine.checkout, '.data/kind.kubeconfig');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const asked = machine.calls().filter(({ words }) => /^(kubectl|helm) /.test(words));
    expect(asked.filter(({ environment }) => !environment.includes(`KUBECONFIG=${path}\n`))).toEqual([]);
  });

  it.each([
    ['no Google client', {}, () => {}, 'GOOGLE_CLIENT_ID'],
    ['half a Google client', { GOOGLE_CLIENT_ID: 'id' }, () => {}, 'GOOGLE_CLIENT_SECRET'],
    ['an old helm', GOOGLE, () => machine.set('helm-version', 'v3.19.0'), 'helm v3.19.0 is too old'],
    ['a port that is taken', GOOGLE, () => machine.set('listening', 'LISTEN 0 511 0.0.0.0:80'), '0.0.0.0:80'],
    ['values that the chart refuses', GOOGLE, () => machine.set('fails', 'helm template'), 'Nothing was changed.'],
    ['a Docker that does not answer', GOOGLE, () => machine.set('fails', 'docker info'), 'Docker does not answer'],
  ])('changes nothing with %s, and says so', async (_, env, prepare, words) => {
    prepare();
    const { code, stderr } = await machine.run('setup-local.sh', [], env as Record<string, string>);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(changes(machine.calls())).toEqual([]);
  });

  it('names every program that is missing at once, with where to get it', async () => {
    const bare = new Machine(['docker', 'kind']);
    const { code, stderr } = await bare.run('setup-local.sh', [], GOOGLE);
    expect(code).toBe(1);
    expect(stderr).toMatch(/kubectl: https:[^]*helm: https:/);
    expect(changes(bare.calls())).toEqual([]);
    bare.remove();
  });

  it.each([
    ['kind create cluster', 'known-issues'],
    ['kubectl rollout status deployment/traefik', 'kubectl describe pods --namespace traefik'],
    ['kubectl rollout status deployment/platform', 'kubectl describe pods --namespace storewright-system'],
    ['docker build', 'could not be built'],
    ['kind load', 'could not be loaded'],
  ])('stops where %s fails, and says what to do', async (call, advice) => {
    machine.set('fails', call);
    const { code, stdout, stderr } = await machine.run('setup-local.sh', [], GOOGLE);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('it does not work today');
    expect(stderr).toContain(advice);
    expect(changes(machine.calls()).at(-1)).toContain(call.split(' --')[0]);
  });

  it('finds Traefik where kind opens the ports of the machine', () => {
    const read = (name: string) => readFileSync(join(machine.checkout, 'scripts/cluster', name), 'utf8');
    const opened = [...read('kind.yaml').matchAll(/containerPort: (\d+), hostPort: (\d+)/g)].map(([, from, to]) => [
      to,
      from,
    ]);
    const served = [...read('ingress-controller.yaml').matchAll(/port: (\d+),.* nodePort: (\d+)/g)].map(
      ([, port, node]) => [port, node],
    );
    expect(opened).toEqual([
      ['80', '30080'],
      ['443', '30443'],
    ]);
    expect(served).toEqual(opened);
  });
});

describe('teardown-local.sh', () => {
  it('deletes the cluster and the access to it, and is safe to repeat', async () => {
    await machine.run('setup-local.sh', [], GOOGLE);
    machine.calls();
    expect(await machine.run('teardown-local.sh')).toMatchObject({ code: 0, stderr: '' });
    expect(changes(machine.calls())).toEqual(['kind delete cluster']);
    expect(() => statSync(join(machine.checkout, '.data/kind.kubeconfig'))).toThrow('ENOENT');
    expect(await machine.run('teardown-local.sh')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no cluster'),
    });
    expect(changes(machine.calls())).toEqual([]);
  });
});

describe('load-images-to-kind.sh', () => {
  it('loads the images that the charts name, or the one that is named', async () => {
    machine.set('cluster');
    await machine.run('load-images-to-kind.sh');
    const loaded = () => machine.calls().flatMap(({ words }) => /^kind load docker-image (\S+)/.exec(words)?.[1] ?? []);
    const names = loaded().map((tag) => tag.replace(/:\d+\.\d+\.\d+$/, ''));
    expect(names.toSorted()).toEqual(
      ['medusa', 'medusa-storefront', 'platform', 'woocommerce'].map((name) => `storewright/${name}`),
    );
    await machine.run('load-images-to-kind.sh', ['postgres:18.6']);
    expect(loaded()).toEqual(['postgres:18.6']);
  });

  it('says what is missing: the cluster, an image', async () => {
    const withoutCluster = await machine.run('load-images-to-kind.sh');
    expect(withoutCluster).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('scripts/setup-local.sh makes it'),
    });
    machine.set('cluster');
    machine.set('fails', 'docker image inspect');
    const withoutImage = await machine.run('load-images-to-kind.sh', ['mine:1']);
    expect(withoutImage).toMatchObject({ code: 1, stderr: expect.stringContaining('Docker has no image mine:1') });
  });
});

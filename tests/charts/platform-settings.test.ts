import { describe, expect, it } from 'vitest';
import { chartDefaults } from '#scripts/cluster/doctor/expected.ts';
import { assertSafe } from '#server/environment/guards.ts';
import { environment } from '#server/environment/schema.ts';
import { containersOf, find, workloadsOf, type Container, type Rendered } from './chart.ts';
import {
  INSTALLATIONS,
  PLATFORM_RENDERINGS,
  platformContainer,
  renderPlatform,
  SECRETS,
  withSecrets,
  type Values,
} from './platform.ts';

/** The keys that the containers of all parts ask the Secret for, but for the one that may be missing. */
function keysAsked(objects: readonly Rendered[]): string[] {
  const variables = workloadsOf(objects)
    .flatMap(containersOf)
    .flatMap(({ env = [] }) => env);
  const keys = variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef.key ?? []);
  return [...new Set(keys)].filter((key) => key !== 'database-direct-url').toSorted();
}

/** The container's environment, as Kubernetes makes it of the ConfigMap, the Secret and `$(…)`. */
function environmentOf(objects: readonly Rendered[], { env = [], envFrom }: Container): Record<string, string> {
  const variables = { ...(envFrom ? find(objects, 'ConfigMap', 'platform').data : {}) };
  for (const { name, value, valueFrom } of env) {
    const secret = SECRETS[valueFrom?.secretKeyRef.key ?? ''];
    const text = value?.replaceAll(/\$\((\w+)\)/g, (_, other: string) => variables[other] ?? '') ?? secret;
    if (text !== undefined) variables[name] = text;
  }
  return variables;
}

const [renderings, installations] = [PLATFORM_RENDERINGS, Object.entries(INSTALLATIONS)];
const CASES = renderings.flatMap(({ title, overlay }) =>
  installations.map(([name, values]) => [`${title}, ${name}`, values, overlay] as const),
);

describe.each(CASES)('%s', async (_, values, overlay) => {
  const objects = await renderPlatform(values, overlay);
  const serve = platformContainer(objects, 'platform');
  const migrate = platformContainer(objects, 'migrate');

  it('gives the app variables with which it would start in a cluster', () => {
    const given = environmentOf(objects, serve);
    const env = environment.parse({ ...given, KUBERNETES_SERVICE_HOST: '10.0.0.1' });
    expect(() => assertSafe(env)).not.toThrow();
    const unknown = Object.keys(given).filter((name) => !(name in environment.in.shape));
    expect(unknown.filter((name) => !['HOSTNAME', 'DATABASE_URL_PASSWORD'].includes(name))).toEqual([]);
  });

  it('lets nobody but the migration be the owner of the database', () => {
    expect(environmentOf(objects, serve)).not.toHaveProperty('DATABASE_OWNER_URL');
    expect(environmentOf(objects, migrate).DATABASE_OWNER_URL).toMatch(/^postgresql:\/\/\w+:\w+@/);
  });

  it('wants exactly the keys that its parts ask the Secret for', async () => {
    const keys = keysAsked(objects);
    const given = Object.fromEntries(keys.map((key) => [key, SECRETS[key] ?? '']));
    const made = await renderPlatform(withSecrets(values, given), overlay);
    expect(keysAsked(made)).toEqual(keys);
    expect(
      Object.keys(
        (find(made, 'Secret', 'platform-secrets') as unknown as { stringData: object }).stringData,
      ).toSorted(),
    ).toEqual(keys);
    const without = withSecrets(values, {});
    const refusal = await renderPlatform({ ...without, secrets: { other: 'x' } }, overlay).catch(String);
    expect(keys.filter((key) => !String(refusal).includes(`The secret ${key} is missing`))).toEqual([]);
  });

  it('has no secret anywhere when it is given the name of one', () => {
    expect(objects.map(({ kind }) => kind)).not.toContain('Secret');
  });
});

const secrets: Record<string, string> = Object.fromEntries(
  Object.entries(SECRETS).filter(([key]) => !/-url$|resend/.test(key)),
);
const fitting = (change: Record<string, string>): Values => withSecrets({}, { ...secrets, ...change });

const REFUSED: [string, Values, RegExp][] = [
  ['no domain', { domain: '' }, /- domain is missing: set it/],
  ['no domain of the shops', { stores: { domain: '' } }, /- stores.domain is missing: set it/],
  ['no client of Google', { auth: { googleClientId: '' } }, /- auth.googleClientId is missing: .* set its id/],
  ['no Secret', { existingSecret: '' }, /- There is no Secret. Make one .*kubectl create secret .*existingSecret=/],
  ['a Secret beside its values', { secrets }, /- existingSecret and secrets are both given: leave secrets out/],
  ['a short secret', fitting({ 'session-secret': 'short' }), /session-secret .* too short .*: give 32 or more random/],
  [
    'the end of a line in a secret',
    fitting({ 'session-secret': `${SECRETS['session-secret']}\n` }),
    /session-secret .* malformed: give 32 or more random/,
  ],
  [
    'a signing key that is not hex',
    fitting({ 'inngest-signing-key': 'x'.repeat(32) }),
    /inngest-signing-key .*hexadecimal/,
  ],
  [
    'a password that would break an address',
    fitting({ 'queue-password': 'p@ss/word'.repeat(4) }),
    /queue-password .*letters/,
  ],
  ['every origin', { corsOrigins: ['*'] }, /- corsOrigins holds \*, .*: name each origin/],
  [
    'sessions over http',
    { publicUrl: 'http://platform.example.com' },
    /- publicUrl is an http address.*: give an https/,
  ],
  [
    'shops under the platform',
    { stores: { domain: 'shops.example.com' } },
    /- stores.domain and domain .*: use another domain/,
  ],
  ['the platform under the shops', { domain: 'a.shops.example' }, /- stores.domain and domain .*: use another domain/],
  [
    'an Inngest server that is nowhere',
    { inngest: { server: 'external' } },
    /- inngest.server is external.*: set inngest.url/,
  ],
  [
    'a variable that has a value of its own',
    { environment: { PUBLIC_URL: 'x' } },
    /- environment.PUBLIC_URL .*: set that one/,
  ],
  [
    'a secret among the variables',
    { environment: { SMTP_URL: 'x' } },
    /- environment.SMTP_URL is a secret.*into the Secret/,
  ],
  [
    'the key of a collector among the variables',
    { environment: { OTEL_EXPORTER_OTLP_HEADERS: 'x' } },
    /- environment.OTEL_EXPORTER_OTLP_HEADERS is a secret/,
  ],
  [
    'an address with a password in it',
    { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://me:word@collector.example.com' } },
    /- environment.OTEL_EXPORTER_OTLP_ENDPOINT has a name or password/,
  ],
];

describe('the platform is not installed', () => {
  it.each(REFUSED)('with %s, and is told what to do', async (_, values, words) => {
    await expect(renderPlatform(values)).rejects.toThrow(words);
  });

  it('but would be without those faults', async () => {
    await expect(renderPlatform(fitting({}))).resolves.toBeDefined();
    await expect(
      renderPlatform({ stores: { domain: 'a.example.com', allowSharedDomain: true } }),
    ).resolves.toBeDefined();
  });

  it('says all of it at once', async () => {
    const refusal = await renderPlatform({
      corsOrigins: ['*'],
      auth: { googleClientId: '' },
      existingSecret: '',
    }).catch(String);
    for (const words of ['corsOrigins', 'auth.googleClientId', 'no Secret']) expect(refusal).toContain(words);
  });

  it.each([
    { password: 'x' },
    { replicas: { min: 0 } },
    { inngest: { server: 'dev' } },
    { publicUrl: 'https://platform.example.com/path' },
    { images: { platform: { tag: '' } } },
  ])('with values that the schema does not know: %j', async (values) => {
    await expect(renderPlatform(values)).rejects.toThrow("don't meet the specifications of the schema");
  });
});

it('an operator’s own variable reaches the app', async () => {
  const objects = await renderPlatform({ environment: { MAX_STORES: 7 } });
  expect(find(objects, 'ConfigMap', 'platform').data).toMatchObject({ MAX_STORES: '7' });
});

it('the collector of traces may be reached at its port, which nothing else opens', async () => {
  const egressTo = async (endpoint: string) => {
    const objects = await renderPlatform({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    const policy = find<{ egress: unknown[] }>(objects, 'NetworkPolicy', 'platform');
    return policy.spec.egress;
  };
  const opened = { ports: [{ port: 4318 }] };
  expect(await egressTo('http://collector.monitoring:4318')).toContainEqual(opened);
  expect(await egressTo('')).not.toContainEqual(opened);
});

it('before an installation the doctor looks for the ingress that the chart counts on', async () => {
  const given = find(await renderPlatform(), 'ConfigMap', 'platform').data;
  const { ingressClass, ingressController } = chartDefaults();
  expect(given).toMatchObject({ INGRESS_CLASS: ingressClass, INGRESS_CONTROLLER: ingressController });
});

it('the ingress controller that the platform lets in is the one that shops are told to let in', async () => {
  const ingressController = { namespace: 'ingress', podLabels: { app: 'other', zone: 'a' } };
  const objects = await renderPlatform({ network: { ingressController } });
  const given = environmentOf(objects, platformContainer(objects, 'platform'));
  expect(environment.parse(given).INGRESS_CONTROLLER).toEqual(ingressController);
  expect(find(objects, 'NetworkPolicy', 'platform').spec).toMatchObject({
    ingress: [
      {
        from: expect.arrayContaining([
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } },
            podSelector: { matchLabels: ingressController.podLabels },
          },
        ]),
      },
    ],
  });
});

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { until } from '#scripts/local/until.ts';
import { spanRef } from '#server/tracing/span.ts';
import { PROCEDURES } from '#tests/security/procedures.ts';
import { type Canaries, findCanaries, type Trace } from './support/canaries.ts';
import { credentialsOf } from './support/cluster.ts';
import { type Collector, openCollector } from './support/collector.ts';
import { checkInvariants } from './support/invariants.ts';
import { holdHelm } from './support/hold-helm.ts';
import { type Mailbox, openMailbox } from './support/mailbox.ts';
import { type Person, signInOwner } from './support/person.ts';
import { giveLogs } from './support/pod-logs.ts';
import { decree } from './support/stages.ts';
import { tracesInDatabases, tracesInNamespace, tracesOfProcesses } from './support/traces.ts';
import { createWorld, type World } from './support/world.ts';

const secret = () => randomBytes(32).toString('base64url');

let world: World;
let mailbox: Mailbox;
let collector: Collector;
let resend: Awaited<ReturnType<typeof openResend>>;
let person: Person;

const CHOSEN = {
  NEXTAUTH_SECRET: secret(),
  GOOGLE_CLIENT_ID: 'secrets-test',
  GOOGLE_CLIENT_SECRET: secret(),
  INNGEST_SIGNING_KEY: randomBytes(32).toString('hex'),
  INNGEST_EVENT_KEY: secret(),
};
const SMTP_PASSWORD = secret();
const RESEND_API_KEY = `re_${secret()}`;

beforeAll(async () => {
  const smtpPort = await freePort();
  [mailbox, resend, collector] = await Promise.all([openMailbox(smtpPort), openResend(), openCollector()]);
  // Nobody listens where Google should be, so that a sign-in fails and says in the log what it was about.
  const issuer = `http://127.0.0.1:${await freePort()}`;
  world = await createWorld({
    ...CHOSEN,
    GOOGLE_ISSUER: issuer,
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    SMTP_URL: `smtp://mailer:${SMTP_PASSWORD}@127.0.0.1:${smtpPort}`,
  });
  person = await signInOwner(world);
}, 300_000);

afterAll(async () => {
  await world.close();
  await Promise.all([mailbox.close(), resend.close(), collector.close()]);
});

/** Takes every mail and keeps what it was sent, but the key itself. */
async function openResend() {
  const mails: string[] = [];
  const server = createServer(async (request, response) => {
    mails.push(await text(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"mail"}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, mails, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** What the processes were given, and what a person and a program sign in with. */
function platformCanaries(): Canaries {
  const kubeconfig = JSON.parse(readFileSync(inject('instance').kubeconfigs.app, 'utf8')) as {
    users: { user: { token: string } }[];
  };
  const { GOOGLE_CLIENT_ID: _, ...chosen } = CHOSEN;
  return {
    ...chosen,
    SMTP_PASSWORD,
    RESEND_API_KEY,
    'the database’s password': new URL(world.env.DATABASE_URL ?? '').password,
    'the token in the cluster': kubeconfig.users[0]?.user.token ?? '',
    'the API token': world.token,
    'the session’s cookie': person.cookie,
  };
}

/** Every value of the Secret of a store, by the type of the store and its key. */
async function storeCanaries({ type, namespace }: { type: string; namespace: string }): Promise<Canaries> {
  const data = (await credentialsOf(namespace))?.data ?? {};
  const entries = Object.entries(data).map(([key, value]) => [
    `${type}’s ${key}`,
    Buffer.from(value, 'base64').toString(),
  ]);
  expect(entries.length).toBeGreaterThan(4);
  return Object.fromEntries(entries);
}

/** What an unwise program writes that tells all that it knows. */
function tellEverything(canaries: Canaries): string[] {
  return Object.entries(canaries).flatMap(([name, canary]) => [
    `${name} is ${canary}`,
    `postgres://user:${encodeURIComponent(canary)}@data/db, ${Buffer.from(`user:${canary}`).toString('base64')}`,
  ]);
}

/** The form of the page that people sign in with, sent while Google is away. */
async function failToSignIn(): Promise<Trace> {
  const answer = await fetch(`http://127.0.0.1:${world.port}/api/auth/csrf`);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const sent = await fetch(`http://127.0.0.1:${world.port}/api/auth/signin/google`, {
    method: 'POST',
    headers: { cookie, origin: world.env.PUBLIC_URL ?? '' },
    body: new URLSearchParams({ csrfToken, callbackUrl: '/' }),
    redirect: 'manual',
  });
  return { where: 'a sign-in that fails', text: `${[...sent.headers].join('\n')}\n${await sent.text()}` };
}

/** Every answer that a person and a program get, but those by which a secret is handed out. */
async function tracesInAnswers(storeId: string): Promise<Trace[]> {
  const own = { userId: person.sessionId, storeId, tokenId: person.sessionId, sessionId: person.sessionId };
  const queries = Object.entries(PROCEDURES).filter(([, { type }]) => type === 'query');
  const answers = queries.map(async ([name, { input }]) => ({
    where: `the answer of ${name}`,
    text: await person.call('query', name, input?.(own)),
  }));
  const pages = [
    '/',
    `/stores/${storeId}`,
    '/settings',
    '/sign-in',
    '/api/health',
    '/api/auth/session',
    '/api/inngest',
  ];
  const opened = pages.map(async (path) => ({ where: `the page ${path}`, text: await person.open(path) }));
  return Promise.all([...answers, ...opened]);
}

/** The log of the store's database, as its owner is shown it. */
async function traceInLog(id: string): Promise<Trace> {
  const pods = await world.client.store.pods.query({ id });
  const pod = pods.find(({ role }) => role === 'data')?.name ?? '';
  const text = (await world.client.store.logs.query({ id, pod, lines: 1000 })) ?? '';
  expect(text).toContain('[redacted]');
  return { where: `the log of ${pod}`, text };
}

function tracesInMails(): Trace[] {
  const mails = [...mailbox.mails, ...resend.mails];
  return mails.map((mail, index) => ({ where: `mail ${index}`, text: mail.replaceAll(/=\r?\n/g, '') }));
}

it('I8 no secret of the platform or of a store stands anywhere but where it belongs', async () => {
  const traces: Trace[] = [];
  const look = async (...namespaces: string[]) => {
    for (const namespace of namespaces) traces.push(...(await tracesInNamespace(namespace)));
    traces.push(...(await tracesInDatabases(world)));
  };

  // A store that fails with a log full of secrets, and becomes ready at the second try.
  const first = await world.start();
  const shop = await world.client.store.create.mutate({ name: 'first-secrets', type: 'woocommerce' });
  const mend = await decree('crashing', shop.namespace, 'data');
  const letHelmGo = await holdHelm(world, shop.namespace);
  const shopCanaries = await storeCanaries(shop);
  const endLogs = await giveLogs(shop.namespace, tellEverything(shopCanaries));
  letHelmGo();
  await world.untilStore(shop.id, 'failed');
  traces.push(await traceInLog(shop.id));
  await endLogs();
  const failed = await world.client.store.get.query({ id: shop.id });
  expect(failed.operation.failure?.logs).toContain('[redacted]');
  traces.push(...(await tracesInAnswers(shop.id)));
  await look(shop.namespace);
  await mend();
  const retried = await world.client.store.retry.mutate({ id: shop.id });
  await world.untilStore(shop.id, 'ready');
  await world.untilIdle();
  const revealed = await world.client.store.credentials.mutate({ id: shop.id });
  expect(Object.values(shopCanaries)).toContain(revealed.password);

  await until('the mails of the failure and of the store that is ready', 60, async () => mailbox.mails.length === 2);

  // A process with another mail service, and a store of the other type. A sign-in fails, and a token is made.
  await first.kill('SIGTERM');
  const sent = collector.spansOf(spanRef(retried.operation.id).traceId).map(({ name }) => name);
  expect(sent).toEqual(expect.arrayContaining(['store.retry', 'provision', 'install-chart', 'helm history']));
  await world.start({ RESEND_API_KEY, RESEND_BASE_URL: resend.url });
  const medusa = await world.client.store.create.mutate({ name: 'second-secrets', type: 'medusa' });
  const issued = await person.call('mutation', 'token.create', { name: 'tool', scopes: ['stores:read'] });
  const newToken = /sw_[0-9A-Za-z]{40}/.exec(issued)?.[0] ?? '';
  expect(newToken).not.toBe('');
  traces.push(await failToSignIn());
  await world.untilStore(medusa.id, 'ready');
  await world.untilIdle();
  const medusaCanaries = await storeCanaries(medusa);
  await world.client.store.credentials.mutate({ id: medusa.id });
  for (const { id } of [shop, medusa]) traces.push(...(await tracesInAnswers(id)));
  await look(shop.namespace, medusa.namespace);
  expect([mailbox.mails.length, resend.mails.length]).toEqual([2, 1]);

  for (const { id } of [shop, medusa]) await world.client.store.delete.mutate({ id });
  for (const { id } of [shop, medusa]) await world.untilStore(id, 'gone');
  await world.untilIdle();
  await until('the mails of the deletions', 60, async () => resend.mails.length === 3);
  await look();
  traces.push(...tracesInMails(), ...tracesOfProcesses(world));
  traces.push({ where: 'the spans', text: collector.bodies.join('\n') });
  await checkInvariants(world);

  const canaries = { ...platformCanaries(), 'the new token': newToken, ...shopCanaries, ...medusaCanaries };
  expect(findCanaries(traces, canaries)).toEqual([]);

  // What is looked through has what it should have, and one secret that is put there is found.
  const places = traces.map(({ where }) => where).join('\n');
  for (const place of [
    'audit_entries',
    'app, table public.steps',
    'inngest, table',
    'Secret/sh.helm.release',
    'Deployment/',
    'the spans',
  ])
    expect(places).toContain(place);
  const [name, canary] = Object.entries(medusaCanaries)[0] ?? [];
  const planted = Buffer.from(`user:${canary}`).toString('base64');
  await world.database.pool.query('update steps set detail = $1 where position = 0', [planted]);
  expect(findCanaries(await tracesInDatabases(world), canaries)).toEqual([`app, table public.steps: ${name}`]);
});

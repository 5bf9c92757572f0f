import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { until } from '#scripts/local/until.ts';
import type { AppProcess } from './support/app-process.ts';
import { createWorld, type World } from './support/world.ts';

let world: World;
let app: AppProcess;
let port: number;

beforeAll(async () => {
  world = await createWorld();
  port = await freePort();
  await world.startInngest();
  // The rows of the last test have no namespaces, which the janitor would find.
  app = await world.start({ METRICS_PORT: String(port), JANITOR_INTERVAL_SECONDS: '3600' });
  await until('the metrics', 60, scrape);
}, 300_000);

afterAll(() => world.close());

async function scrape(): Promise<{ text: string; ms: number }> {
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return { text, ms: performance.now() - started };
}

const seriesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** The value of one series, such as `stores{type="medusa",status="ready"}`; 0 while there is none. */
function valueOf(text: string, series: string): number {
  const line = seriesOf(text).find((one) => one.startsWith(`storewright_${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** Goal of a provisioning: helm's and the watches aside, with the lists that they begin with. */
const CALLS_MOST = 20;
/** One for all waits, and one for the last look, which says READY. Each lists these kinds, the last look only those that decide. */
const PICTURES_MOST = 2;
const WHOLE_MOST = 1;
const PICTURED = ['pods', 'deployments', 'statefulsets', 'replicasets', 'jobs', 'persistentvolumeclaims', 'events'];

/** Asked by the app about itself, now and then; and what is asked again until the cluster has done its part. */
const NOT_COUNTED = ['version', 'readyz', 'selfsubjectaccessreviews', 'resourcequotas'];

/** The app's own calls to the API server that depend on nothing but the recipe, its pictures of a namespace, and the whole ones. */
function callsIn(text: string): { calls: number; pictures: number; whole: number } {
  const counts = text.matchAll(/^storewright_k8s_requests_total\{verb="(\w+)",resource="([^"]+)",.*\} (\d+)$/gm);
  let [calls, pictures, whole] = [0, 0, 0];
  for (const [, verb = '', resource = '', count] of counts) {
    if (verb === 'get' && resource === 'pods') pictures += Number(count);
    if (verb === 'get' && resource === 'events') whole += Number(count);
    const isOfPicture = ['get', 'watch'].includes(verb) && PICTURED.includes(resource);
    if (!isOfPicture && !NOT_COUNTED.includes(resource)) calls += Number(count);
  }
  return { calls, pictures, whole };
}

it('a refusal of any procedure can be seen to rise: it is there before the first', async () => {
  const all = seriesOf((await scrape()).text);
  for (const procedure of ['admin.setDisabled', 'store.get'])
    expect(all).toContain(`storewright_authz_denied_total{procedure="${procedure}"} 0`);
});

it('the metrics tell what a store went through, in how many calls, and name neither it nor its person', async ({
  annotate,
}) => {
  const before = callsIn((await scrape()).text);
  const { id } = await world.client.store.create.mutate({ name: 'measured-shop', type: 'medusa' });
  await world.untilStore(id, 'ready');
  await world.untilIdle();
  const after = callsIn((await scrape()).text);
  const calls = after.calls - before.calls;
  const pictures = after.pictures - before.pictures;
  await annotate(`${calls} calls of the API server, ${pictures} pictures of the namespace`);
  expect(calls, 'calls of a provisioning').toBeGreaterThan(0);
  expect(calls, 'calls of a provisioning').toBeLessThanOrEqual(CALLS_MOST);
  expect(pictures, 'pictures of the namespace').toBeGreaterThan(0);
  expect(pictures, 'pictures of the namespace').toBeLessThanOrEqual(PICTURES_MOST);
  expect(after.whole - before.whole, 'pictures with what explains').toBeLessThanOrEqual(WHOLE_MOST);
  await world.client.store.delete.mutate({ id });
  await world.untilStore(id, 'gone');
  await world.client.store.get.query({ id }).catch(() => undefined);
  // That it is ready, and that it is gone.
  const MAILS = 'mail_sent_total{outcome="not-configured"}';
  const text = await until('the mail of the deletion', 60, async () => {
    const scraped = await scrape();
    return valueOf(scraped.text, MAILS) >= 2 && scraped.text;
  });

  const moves = ['none>provisioning', 'provisioning>ready', 'ready>deleting', 'deleting>gone'];
  for (const move of moves) {
    const [from, to] = move.split('>');
    const series = `store_transitions_total{type="medusa",from="${from}",to="${to}"}`;
    expect(valueOf(text, series), move).toBe(1);
  }
  const expected: Record<string, number> = {
    'store_provision_duration_seconds_count{type="medusa",outcome="succeeded"}': 1,
    'store_delete_duration_seconds_count{type="medusa",outcome="succeeded"}': 1,
    'step_duration_seconds_count{step="install-chart",outcome="succeeded"}': 1,
    'step_duration_seconds_count{step="confirm-gone",outcome="succeeded"}': 1,
    'helm_command_exits_total{command="upgrade",exit="0"}': 1,
    'helm_command_exits_total{command="uninstall",exit="0"}': 1,
    [MAILS]: 2,
    'trpc_calls_total{procedure="store.create",code="OK"}': 1,
    'trpc_calls_total{procedure="store.get",code="NOT_FOUND"}': 1,
    'authz_denied_total{procedure="store.get"}': 1,
    'k8s_requests_total{verb="delete",resource="namespaces",code="200"}': 1,
    outbox_pending: 0,
    helm_processes: 0,
  };
  const found = Object.fromEntries(Object.keys(expected).map((series) => [series, valueOf(text, series)]));
  expect(found).toEqual(expected);
  expect(valueOf(text, 'dispatcher_last_success_timestamp_seconds')).toBeGreaterThan(1.7e9);
  expect(text).not.toMatch(new RegExp(`measured-shop|${id}|@example`));
  for (const secret of ['NEXTAUTH_SECRET', 'INNGEST_SIGNING_KEY', 'DATABASE_URL'])
    expect(text).not.toContain(world.env[secret]);
});

/** The TCP ports at which a process of this machine waits for connections. */
function listeningPorts(pid: number): number[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
    } catch {
      return []; // It was closed meanwhile.
    }
  });
  const rows = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n'));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === '0A');
  return listening
    .filter((row) => sockets.includes(row[9] ?? ''))
    .map(([, address]) => parseInt(address?.split(':')[1] ?? '', 16));
}

it('the metrics are at METRICS_PORT alone: not where people come in, and nowhere without it', async () => {
  const answer = await fetch(`http://127.0.0.1:${world.port}/metrics`, { redirect: 'manual' });
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('storewright_');
  expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);

  expect(new Set(listeningPorts(app.pid))).toEqual(new Set([world.port, port]));
  const own = await freePort();
  const without = await world.start({ PORT: String(own) });
  expect(listeningPorts(without.pid)).toEqual([own]);
  await without.kill();
});

it('at 10,000 stores there are at most 2,500 series', async ({ annotate }) => {
  await world.database.pool.query(`
    with made as (
      insert into operations (id, store_id, store_name, store_type, requested_by_id, kind, status, sent_at, finished_at)
      select gen_random_uuid(), 'a' || lpad(n::text, 9, '0'), 'shop-' || n, (array['medusa', 'woocommerce'])[1 + n % 2],
        (select id from users limit 1), 'provision', 'succeeded', now(), now()
      from generate_series(1, 10000) n returning *
    )
    insert into stores (id, name, namespace, host, type, status, owner_id, operation_id, ready_at)
    select store_id, store_name, 'store-' || store_id, store_name || '.localhost', store_type,
      (case when store_id like '%0' then 'failed' else 'ready' end)::store_status, requested_by_id, id, now()
    from made`);
  await until('the stores to be counted', 60, async () => {
    const { text } = await scrape();
    return valueOf(text, 'stores{type="medusa",status="ready"}') > 0;
  });
  const { text, ms } = await scrape();
  expect(valueOf(text, 'stores{type="medusa",status="ready"}')).toBe(4000);
  expect(valueOf(text, 'stores{type="medusa",status="failed"}')).toBe(1000);
  expect(valueOf(text, 'stores{type="woocommerce",status="ready"}')).toBe(5000);
  expect(seriesOf(text).length).toBeLessThanOrEqual(2_500);
  await annotate(`${seriesOf(text).length} series, ${Math.round(ms)} ms a scrape`);
});

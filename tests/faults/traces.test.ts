import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '#scripts/local/until.ts';
import { stepNames } from '#server/stores/steps.ts';
import { spanRef } from '#server/tracing/span.ts';
import { attribute, type Collector, openCollector, type SentSpan } from './support/collector.ts';
import { createWorld, type World } from './support/world.ts';

let collector: Collector;
let world: World;

beforeAll(async () => {
  collector = await openCollector();
  world = await createWorld({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await world.startInngest();
}, 300_000);

afterAll(async () => {
  await world.close();
  await collector.close();
});

/** The trace of an operation that has ended, once all of it has arrived. */
async function traceOf(operationId: string): Promise<{ whole: SentSpan; spans: SentSpan[] }> {
  const { traceId, spanId } = spanRef(operationId);
  return until('the trace of the operation', 60, async () => {
    const spans = collector.spansOf(traceId);
    const whole = spans.find((span) => span.spanId === spanId);
    return whole && { whole, spans };
  });
}

const namesUnder = (spans: readonly SentSpan[], parent: SentSpan | undefined) =>
  spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId).map(({ name }) => name);

it('a creation is one trace from the click to READY, each step once and helm in it, although a process was killed', async () => {
  const doomed = await world.start({ CRASH_AT: 'create-credentials:mid' });
  const { id, namespace, operation } = await world.client.store.create.mutate({ name: 'traced', type: 'medusa' });
  await doomed.ended;
  await world.start();
  await world.untilStore(id, 'ready');
  await world.untilIdle();
  const { whole, spans } = await traceOf(operation.id);

  expect(whole).toMatchObject({ name: 'provision', status: { code: 0 } });
  expect(whole.parentSpanId ?? '').toBe('');
  expect(attribute(whole, 'operation.attempts')).toBeGreaterThan(1);
  const steps = stepNames('provision');
  // The process that was killed may have had no time to send the call.
  expect(namesUnder(spans, whole).filter((name) => name !== 'store.create')).toEqual(steps);
  const install = spans.find(({ name }) => name === 'install-chart');
  // Its version is asked for by the process as such, or by the step that comes first.
  const commands = namesUnder(spans, install).filter((name) => name !== 'helm version');
  expect(commands).toEqual(['helm upgrade']);
  const upgrade = spans.find(({ name }) => name === 'helm upgrade');
  expect(upgrade?.attributes.map(({ key, value }) => [key, value.stringValue])).toEqual([
    ['helm.release', 'store'],
    ['k8s.namespace.name', namespace],
    ['helm.exit', '0'],
  ]);
  const { rows } = await world.database.pool.query<{ ready: string }>(
    'select (extract(epoch from ready_at) * 1e9)::bigint::text as ready from stores where id = $1',
    [id],
  );
  const ready = BigInt(rows[0]?.ready ?? 0);
  expect(ready).toBeGreaterThan(BigInt(whole.startTimeUnixNano));
  expect(ready).toBeLessThanOrEqual(BigInt(whole.endTimeUnixNano));
});

it('another test order is a trace of its own, from the click on', async () => {
  const [store] = (await world.client.store.list.query({})).stores;
  const id = store?.id ?? '';
  await world.client.store.checkOrder.mutate({ id });
  await world.untilIdle();
  const [check] = await world.client.store.operations.query({ id });
  const { whole, spans } = await traceOf(check?.id ?? '');
  expect(whole).toMatchObject({ name: 'check', status: { code: 0 } });
  expect(namesUnder(spans, whole)).toEqual(expect.arrayContaining(['store.checkOrder', 'place-another-order']));
});

it('a collector that goes away costs its spans and a line of the log, and no work', async () => {
  await collector.close();
  const { id } = await world.client.store.create.mutate({ name: 'untraced', type: 'medusa' });
  await world.client.store.delete.mutate({ id });
  await world.untilStore(id, 'gone');
  const isTold = () => readFileSync(world.log, 'utf8').includes('tracing.send-failed');
  expect(await until('the log to say that spans were lost', 60, isTold)).toBe(true);
});

import { setTimeout as delay } from 'node:timers/promises';
import { helm } from './adapters.ts';
import { poolCounts } from './db.ts';
import { env } from './env.ts';
import { getHealth } from './health.ts';
import { metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/server.ts';
import { knownRights } from './own-rights.ts';
import { type Census, takeCensus } from './stores/census.ts';
import { FAILURE_REASONS } from './stores/operation.ts';
import { STORE_STATUSES } from './stores/status.ts';
import { stepNames } from './stores/steps.ts';
import { STORE_TYPE_IDS } from './stores/types/index.ts';
import { appRouter } from './trpc/router.ts';
import { countStreams } from './trpc/streams.ts';
import { knownOrphans } from './workflows/compare-namespaces.ts';
import { repeat } from './workflows/repeat.ts';

/** How often the rows are counted, whoever asks how often: as fresh as a rule needs that looks at minutes. */
const CENSUS_MS = 15_000;
/** Numbers that could not be counted anew for so long are left out: yesterday's would look like today's. */
const CENSUS_MAX_AGE_MS = 3 * CENSUS_MS;
/** A scrape waits so long for what is away, then goes without it: an alert that it is away needs the rest. */
const PATIENCE_MS = 1_000;
const OUTCOMES = ['succeeded', 'failed'] as const;

/**
 * Serves the metrics of this process where METRICS_PORT says so. Those that count rows are counted beside, so that no scrape waits for
 * it: they are 15 s old at most, or 45 s where the database does not answer. Returns its end.
 */
export function startMetrics(): () => Promise<void> {
  const { METRICS_PORT: port, IN_CLUSTER, BUILD_VERSION: version, BUILD_COMMIT: commit } = env();
  if (port === undefined) return async () => undefined;
  metrics().buildInfo.set({ version, commit, node: process.versions.node }, 1);
  beginAtZero();
  // In a cluster a NetworkPolicy says who gets there; elsewhere only this machine does.
  const stopServing = serveMetrics({ port, host: IN_CLUSTER ? undefined : '127.0.0.1', refresh });
  const stopCounting = repeat(CENSUS_MS, 'metrics.rows-not-counted', countRows);
  return async () => {
    await Promise.all([stopServing(), stopCounting()]);
  };
}

/** A series that appears with its first event is never seen to rise: those that a rule watches are there from the start. */
function beginAtZero(): void {
  const { provisionDuration, deleteDuration, provisionFailures, stepDuration, authzDenied } = metrics();
  for (const type of STORE_TYPE_IDS) {
    for (const outcome of OUTCOMES)
      for (const duration of [provisionDuration, deleteDuration]) duration.zero({ type, outcome });
    for (const reason of FAILURE_REASONS) provisionFailures.inc({ type, reason }, 0);
  }
  for (const step of [...stepNames('provision'), ...stepNames('delete')])
    for (const outcome of OUTCOMES) stepDuration.zero({ step, outcome });
  for (const procedure of Object.keys(appRouter._def.procedures)) authzDenied.inc({ procedure }, 0);
}

/** Brings up to date what is not counted where it happens. Never rejects. */
async function refresh(): Promise<void> {
  setOwn();
  if (performance.now() - countedAt > CENSUS_MAX_AGE_MS) leaveOutCensus();
  const late = new AbortController();
  await Promise.race([askParts(), delay(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}

function setOwn(): void {
  const { helmProcesses, helmQueue, dbPool, streams, rbacExcess, orphanNamespaces } = metrics();
  const { running, queued } = helm().stats();
  helmProcesses.set(running);
  helmQueue.set(queued);
  for (const [state, count] of Object.entries(poolCounts())) dbPool.set({ state }, count);
  streams.set(countStreams());
  rbacExcess.set(knownRights()?.excess.length ?? 0);
  orphanNamespaces.set(knownOrphans()?.size ?? 0);
}

async function askParts(): Promise<void> {
  const { kubernetes, inngest } = await getHealth();
  metrics().kubernetesUp.set(kubernetes.ok ? 1 : 0);
  metrics().inngestUp.set(inngest.ok ? 1 : 0);
}

let countedAt = -Infinity;

async function countRows(): Promise<void> {
  setCensus(await takeCensus());
  countedAt = performance.now();
}

/** A type and status without a store counts 0, so that a rule can compare with it; what was there and is no more goes. */
function setCensus({ stores, missingNamespaces: missing, outbox }: Census): void {
  const { stores: counts, storeOldest, missingNamespaces, outboxPending, outboxOldest } = metrics();
  counts.reset();
  storeOldest.reset();
  for (const type of STORE_TYPE_IDS) for (const status of STORE_STATUSES) counts.set({ type, status }, 0);
  for (const { type, status, count, oldest } of stores) {
    counts.set({ type, status }, count);
    storeOldest.set({ type, status }, oldest);
  }
  missingNamespaces.set(missing);
  outboxPending.set(outbox.pending);
  if (outbox.oldest === null) outboxOldest.remove();
  else outboxOldest.set(outbox.oldest);
}

function leaveOutCensus(): void {
  const { stores, storeOldest, missingNamespaces, outboxPending, outboxOldest } = metrics();
  for (const gauge of [stores, storeOldest]) gauge.reset();
  for (const gauge of [missingNamespaces, outboxPending, outboxOldest]) gauge.remove();
}

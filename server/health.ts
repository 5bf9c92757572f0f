import { helm, kubernetes } from './adapters.ts';
import { pingDatabase } from './db.ts';
import { env } from './env.ts';
import { HelmError } from './helm/index.ts';
import { isKubernetesError } from './kubernetes/errors.ts';
import { checkHealth } from './kubernetes/health.ts';
import { knownRights } from './own-rights.ts';
import { knownOrphans } from './workflows/compare-namespaces.ts';

/** How long one part may take to answer before it counts as away. */
const PART_MS = 2_000;
/** Every open dashboard asks every few seconds; the parts are asked at most this often. */
const CACHE_MS = 2_000;

export type PartHealth = { ok: boolean; message: string };
export type Health = {
  /** `down` without the database: nothing can be answered. `degraded`: what is not ok waits or wants mending, the rest works. */
  status: 'ok' | 'degraded' | 'down';
  version: string;
  commit: string;
  /** What people should know about this cluster, such as that its nodes are simulated; null: nothing. */
  notice: string | null;
  database: PartHealth;
  kubernetes: PartHealth;
  /** Those of the platform's account in the cluster; null before the cluster told them. */
  rights: PartHealth | null;
  /** Of this process: one without a usable helm serves people, while its work waits (docs/decisions/0016). */
  helm: PartHealth;
  /** Whether each namespace of a store has one; null before the first look. Those that have none hinder nothing. */
  orphans: PartHealth | null;
  inngest: PartHealth;
};

/** F16: the cluster answers and lets the platform do nothing, which no waiting mends. */
const REFUSED =
  'The cluster refuses the platform its rights. Install helm/platform again, or see to the account that is used. New work waits.';

let latest: { at: number; health: Promise<Health> } | undefined;

/** The platform and what it stands on, each part by a real call. Takes at most 2 s, and is at most 2 s old. Never throws. */
export function getHealth(): Promise<Health> {
  if (!latest || Date.now() - latest.at > CACHE_MS) latest = { at: Date.now(), health: askParts() };
  return latest.health;
}

async function askParts(): Promise<Health> {
  const { BUILD_VERSION: version, BUILD_COMMIT: commit, CLUSTER_NOTICE } = env();
  const [database, kubernetes, helm, inngest] = await Promise.all([
    ask(askDatabase, 'The database does not answer. Look at its log and at DATABASE_URL.'),
    ask(askKubernetes, 'The cluster does not answer. Stores go on running; new work waits until it is back.'),
    ask(askHelm, 'Helm does not answer. Work on stores waits until it does.'),
    ask(askInngest, 'Inngest does not answer. Accepted work waits until it is back.'),
  ]);
  const rights = judgeRights();
  const isWhole = kubernetes.ok && helm.ok && inngest.ok && rights?.ok !== false;
  const status = !database.ok ? 'down' : isWhole ? 'ok' : 'degraded';
  const notice = CLUSTER_NOTICE || null;
  return { status, version, commit, notice, database, kubernetes, rights, helm, orphans: judgeOrphans(), inngest };
}

/** The words of an error stay out, since they may name hosts that only the operator should know; helm's say what to install. */
async function ask(part: (signal: AbortSignal) => Promise<string>, away: string): Promise<PartHealth> {
  const signal = AbortSignal.timeout(PART_MS);
  try {
    return { ok: true, message: await Promise.race([part(signal), rejectOn(signal)]) };
  } catch (error) {
    const isRefused = isKubernetesError(error, 'forbidden') || isKubernetesError(error, 'unauthorized');
    const unusable = error instanceof HelmError ? `${error.message} Work on stores waits until then.` : null;
    return { ok: false, message: unusable ?? (isRefused ? REFUSED : away) };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

async function askDatabase(signal: AbortSignal): Promise<string> {
  await pingDatabase(signal);
  return 'PostgreSQL answers.';
}

async function askKubernetes(signal: AbortSignal): Promise<string> {
  const { version } = await checkHealth(kubernetes(), signal);
  return `Kubernetes ${version} answers.`;
}

async function askHelm(): Promise<string> {
  const version = await helm().version();
  const { killed } = helm().stats();
  return `Helm ${version} is ready.${killed > 0 ? ` Killed since the start, perhaps for want of memory: ${killed}.` : ''}`;
}

/** Any answer will do: the server's own health route is not part of its protocol, and where it lies differs by kind. */
async function askInngest(signal: AbortSignal): Promise<string> {
  const { INNGEST_BASE_URL } = env();
  if (!INNGEST_BASE_URL) return 'Inngest Cloud is used; it is not asked.';
  const answer = await fetch(INNGEST_BASE_URL, { signal, redirect: 'manual' });
  await answer.body?.cancel();
  if (answer.status >= 500) throw new Error(`Inngest answered ${answer.status}.`);
  return 'Inngest answers.';
}

/** More are counted, not named: an administrator's account has them all. */
const NAMED_RIGHTS = 3;

function judgeRights(): PartHealth | null {
  const rights = knownRights();
  if (rights === null) return null;
  const { missing, excess } = rights;
  const faults = [
    missing.length > 0 && `The platform's account in the cluster lacks a right that it needs: ${nameSome(missing)}.`,
    excess.length > 0 && `The platform's account in the cluster may do more than it should: ${nameSome(excess)}.`,
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return { ok: true, message: 'The platform has the rights that it needs, and no others.' };
  return { ok: false, message: `${faults.join(' ')} Install the chart helm/platform anew and run as its account.` };
}

function nameSome(rights: readonly string[]): string {
  const more = rights.length - NAMED_RIGHTS;
  return rights.slice(0, NAMED_RIGHTS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** They are named in the log, which only the operator reads. */
function judgeOrphans(): PartHealth | null {
  const orphans = knownOrphans();
  if (orphans === null) return null;
  if (orphans.size === 0) return { ok: true, message: 'Each namespace of a store has its store.' };
  const count = orphans.size === 1 ? 'A namespace belongs' : `${orphans.size} namespaces belong`;
  return {
    ok: false,
    message: `${count} to no store. Look in the log for namespace.orphan, and remove by hand what nobody needs.`,
  };
}

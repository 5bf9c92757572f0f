import { resolve, join } from 'node:path';
import { metrics } from '#server/metrics/metrics.ts';
import { isReleaseNotFound } from './classify.ts';
import { HelmError } from './errors.ts';
import { describeFingerprint, fingerprint } from './fingerprint.ts';
import { parseHistory, type Release, type ReleaseStatus } from './release.ts';
import type { HelmContext, Run } from './runner.ts';
import { valuesText, type HelmValues } from './values.ts';

export type ReleaseRef = { namespace: string; release: string };

export type ReleaseSpec = ReleaseRef & {
  chartDir: string;
  /** Files of the chart folder whose values lie under `values`, such as `values-prod.yaml`. */
  valuesFiles?: readonly string[];
  /** Never a secret: helm keeps values in clear in the release. */
  values: HelmValues;
  /** Whether nothing of this release is there yet, which saves a helm that looks for it. */
  isNew?: () => Promise<boolean>;
  /** Called before a release that is there is changed. */
  prepare?: () => Promise<void>;
  /** Whether it is on record that this revision is deployed. */
  isDeployed?: (revision: number) => Promise<boolean>;
};

export type EnsuredRelease = {
  revision: number;
  /** False when the release already was what was asked for, and no write took place. */
  changed: boolean;
  /** The state left behind by an earlier helm that had to be cleared first. */
  cleared?: ReleaseStatus;
};

/**
 * What has to be done with the newest revision before an upgrade can run over it (DESIGN §5). The caller holds the lease, so
 * nobody works on a release that is pending or uninstalling: its helm is gone.
 *
 * An install left behind is rolled back onto itself, that is, finished under a new number, rather than uninstalled: a database
 * in its first start may take its whole grace to go, helm forgets the release meanwhile, and the next install would adopt what
 * is about to vanish.
 */
const CLEARING = {
  deployed: 'nothing',
  failed: 'nothing',
  superseded: 'nothing',
  uninstalled: 'nothing',
  unknown: 'nothing',
  'pending-install': 'roll-back',
  'pending-upgrade': 'roll-back',
  'pending-rollback': 'roll-back',
  uninstalling: 'uninstall',
} as const satisfies Record<ReleaseStatus, 'nothing' | 'uninstall' | 'roll-back'>;

// Less than the bound of a process, so that helm itself ends and says what it waited for.
const GONE_TIMEOUT_SHARE = 0.75;

/** All kept revisions, oldest first; empty when there is no such release. */
export async function listRevisions(run: Run, context: HelmContext, ref: ReleaseRef): Promise<Release[]> {
  try {
    const json = await run(context, ['history', '--namespace', ref.namespace, '--output', 'json', '--', ref.release]);
    return readHistory(json);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** The hooks of the newest revision. */
export function readHooks(run: Run, context: HelmContext, ref: ReleaseRef): Promise<string> {
  return run(context, ['get', 'hooks', '--namespace', ref.namespace, '--', ref.release]);
}

function readHistory(json: string): Release[] {
  try {
    return parseHistory(json);
  } catch (cause) {
    const begins = json.slice(0, 80).trim();
    throw new HelmError('failed', 'history', `helm history answered with something that is no history: ${begins}`, {
      cause,
    });
  }
}

export async function ensureRelease(
  run: Run,
  context: HelmContext,
  spec: ReleaseSpec,
  timeoutMs: number,
): Promise<EnsuredRelease> {
  const wanted = await fingerprint(spec.chartDir, spec.valuesFiles ?? [], spec.values);
  const isNew = (await spec.isNew?.()) ?? false;
  const revisions = isNew ? [] : await listRevisions(run, context, spec);
  const newest = revisions.at(-1);
  if (newest?.status === 'deployed' && newest.fingerprint === wanted)
    return { revision: newest.revision, changed: false };
  if (newest) await spec.prepare?.();
  // What follows an own look does not wait for the looks of others: else all would have looked, and a kill would make them look once more.
  const next = { ...context, follows: !isNew };
  const cleared = newest && (await clear(run, next, spec, revisions, newest, timeoutMs));
  const revision = await upgrade(run, next, spec, wanted);
  // That it could not write down its end helm only logs, and ends well: the release would stay pending.
  if (spec.isDeployed && !(await spec.isDeployed(revision)))
    throw new HelmError('unavailable', 'upgrade', 'helm upgrade ended well, but could not record that it did.');
  return { revision, changed: true, ...(cleared === undefined ? {} : { cleared }) };
}

async function clear(
  run: Run,
  context: HelmContext,
  ref: ReleaseRef,
  revisions: readonly Release[],
  newest: Release,
  timeoutMs: number,
): Promise<ReleaseStatus | undefined> {
  const clearing = CLEARING[newest.status];
  if (clearing === 'nothing') return undefined;
  if (clearing === 'uninstall') await uninstallCompletely(run, context, ref, timeoutMs);
  else await rollBack(run, context, ref, (lastGood(revisions) ?? newest).revision);
  metrics().helmUnlocks.inc({ state: newest.status });
  return newest.status;
}

function lastGood(revisions: readonly Release[]): Release | undefined {
  return revisions.findLast(({ status }) => status === 'deployed' || status === 'superseded');
}

async function rollBack(run: Run, context: HelmContext, ref: ReleaseRef, revision: number): Promise<void> {
  await run(context, [
    'rollback',
    '--namespace',
    ref.namespace,
    '--force-conflicts',
    '--',
    ref.release,
    String(revision),
  ]);
}

/** Waits until the objects are gone: a claim that is still going would be adopted by the next install, and vanish under it. */
async function uninstallCompletely(run: Run, context: HelmContext, ref: ReleaseRef, timeoutMs: number): Promise<void> {
  const timeout = `${Math.ceil((timeoutMs * GONE_TIMEOUT_SHARE) / 1000)}s`;
  const wait = ['--cascade', 'foreground', '--wait', '--timeout', timeout];
  await run(context, ['uninstall', '--namespace', ref.namespace, '--ignore-not-found', ...wait, '--', ref.release]);
}

async function upgrade(run: Run, context: HelmContext, spec: ReleaseSpec, print: string): Promise<number> {
  const chartDir = resolve(spec.chartDir);
  const files = (spec.valuesFiles ?? []).flatMap((file) => ['--values', join(chartDir, file)]);
  // Without --reset-values, empty values would mean those of the last revision.
  const args = [
    'upgrade',
    '--install',
    '--namespace',
    spec.namespace,
    '--reset-values',
    '--force-conflicts',
    '--hide-notes',
    // The apply itself asks the server to check each field. Without this, helm first reads the server's whole schema only to learn
    // whether it will: 40 % of its processor time.
    '--disable-openapi-validation',
  ];
  const said = await run(
    context,
    [...args, ...files, '--values', '-', '--description', describeFingerprint(print), '--', spec.release, chartDir],
    valuesText(spec.values),
  );
  const revision = /^REVISION: (\d+)$/m.exec(said)?.[1];
  if (revision === undefined)
    throw new HelmError('failed', 'upgrade', 'helm upgrade ended well but named no revision.');
  return Number(revision);
}

/** Accepts a release that is not there, and one that an earlier helm left in any state. */
export async function ensureUninstalled(
  run: Run,
  context: HelmContext,
  ref: ReleaseRef,
): Promise<{ removed: boolean }> {
  try {
    await run(context, ['uninstall', '--namespace', ref.namespace, '--', ref.release]);
    return { removed: true };
  } catch (error) {
    if (isNotFound(error)) return { removed: false };
    throw error;
  }
}

const isNotFound = (error: unknown) => error instanceof HelmError && isReleaseNotFound(error.message);

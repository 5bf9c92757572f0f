import {
  ensureRelease,
  ensureUninstalled,
  listRevisions,
  readHooks,
  type EnsuredRelease,
  type ReleaseRef,
  type ReleaseSpec,
} from './ensure-release.ts';
import type { Release } from './release.ts';
import { Runner, type HelmContext, type HelmOptions } from './runner.ts';
import { demandVersion } from './version.ts';

export { HelmError, isHelmUnusable, isTransient, type HelmErrorKind } from './errors.ts';
export { chartDigest } from './fingerprint.ts';
export type { Release, ReleaseStatus } from './release.ts';
export type { HelmContext, HelmOptions } from './runner.ts';
export type { HelmValue, HelmValues } from './values.ts';
export type { EnsuredRelease, ReleaseRef, ReleaseSpec };

/** Helm, the program. Everything throws HelmError, and what the context's guard throws. */
export type Helm = {
  /** Whether the kernel ends helm when this process dies, however it dies. */
  diesWithParent: boolean;
  /** The newest revision, or null when there is no such release. */
  findRelease: (context: HelmContext, ref: ReleaseRef) => Promise<Release | null>;
  /**
   * Brings the release to the given chart and values, whatever state an earlier helm left it in. The caller holds the lease:
   * nobody else works on this release. Several processes run one after another; each looks at the guard.
   */
  ensureRelease: (context: HelmContext, spec: ReleaseSpec) => Promise<EnsuredRelease>;
  /** The manifests of what `helm test` would make, as YAML. */
  readHooks: (context: HelmContext, ref: ReleaseRef) => Promise<string>;
  /** Removes the release in any state; its objects may still be going when this returns. */
  ensureUninstalled: (context: HelmContext, ref: ReleaseRef) => Promise<{ removed: boolean }>;
  /**
   * Such as `4.2.3`. Throws `missing`, `wrong-version` or `no-room`, with what to do. Everything else asks for it first, so
   * that a helm of another version is let at no release. Cheap while the same right helm is there.
   */
  version: () => Promise<string>;
  /** Processes that run, those that wait for a place, and how many somebody else has killed since the start. */
  stats: () => { running: number; queued: number; killed: number };
  /** Starts nothing more, gives what runs its grace, then ends it. Resolves when no helm is left. */
  drain: () => Promise<void>;
};

export function createHelm(options: HelmOptions): Helm {
  const runner = new Runner(options);
  const { run, version } = demandVersion(runner.run, options.bin);
  return {
    diesWithParent: runner.diesWithParent,
    findRelease: async (context, ref) => (await listRevisions(run, context, ref)).at(-1) ?? null,
    ensureRelease: (context, spec) => ensureRelease(run, context, spec, options.timeoutMs),
    readHooks: (context, ref) => readHooks(run, context, ref),
    ensureUninstalled: (context, ref) => ensureUninstalled(run, context, ref),
    version,
    stats: () => runner.stats(),
    drain: () => runner.drain(options.graceMs),
  };
}

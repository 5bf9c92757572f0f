import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpanRef } from '#server/tracing/span.ts';
import { HelmError } from './errors.ts';
import { launcherOf } from './launcher.ts';
import { measured } from './measured.ts';
import { ensureOwnFolder } from './own-folder.ts';
import { runHelm, type HelmProcess } from './process.ts';
import { Slots, type Turn } from './slots.ts';

export type HelmOptions = {
  /** Path of the binary, or its name on PATH. */
  bin: string;
  /** Path of a kubeconfig; without one helm uses the account of the pod it runs in. */
  kubeconfig?: string;
  /** How many helm processes may run at once. */
  concurrency: number;
  /** A process that runs longer is ended, and killed after a further `graceMs`. */
  timeoutMs: number;
  graceMs: number;
  /**
   * A folder of our own, where helm keeps what it learned about the cluster's API; warm, it saves a round of discovery. Made when
   * it is not there.
   */
  cacheDir: string;
};

/** What every call gets. */
export type HelmContext = Turn & {
  /** Called right before a process starts; throws when it may no longer start (the lease is over). */
  guard: () => void;
  /** Ends the wait for a place and the process itself: SIGTERM, then SIGKILL after the grace. */
  signal: AbortSignal;
  /** The span under which its processes are shown; without one they are in no trace. */
  trace?: SpanRef;
};

export type Run = (context: HelmContext, args: readonly string[], stdin?: string) => Promise<string>;

/** Starts helm processes: at most so many at once, in the order of asking but fair to all for whom they work, each with a clock and an environment of its own. */
export class Runner {
  readonly diesWithParent: boolean;
  readonly #how: HelmProcess;
  readonly #slots: Slots;
  readonly #closing = new AbortController();
  readonly #ending = new AbortController();
  readonly #processes = new Set<Promise<unknown>>();
  readonly #folder: string;
  #killed = 0;

  constructor(options: HelmOptions) {
    const path = process.env.PATH ?? '';
    const { launcher, diesWithParent } = launcherOf(options.bin, path);
    this.diesWithParent = diesWithParent;
    this.#how = { launcher, env: environment(options, path), timeoutMs: options.timeoutMs, graceMs: options.graceMs };
    this.#slots = new Slots(options.concurrency);
    this.#folder = options.cacheDir;
  }

  stats(): { running: number; queued: number; killed: number } {
    return { ...this.#slots.stats(), killed: this.#killed };
  }

  /** Runs helm with `args` and gives its stdout. Throws HelmError, and whatever the guard throws. */
  readonly run: Run = async (context, args, stdin) => {
    const command = args[0] ?? 'helm';
    const mayStart = AbortSignal.any([context.signal, this.#closing.signal]);
    if (mayStart.aborted) throw cancelled(command);
    const mayRun = AbortSignal.any([context.signal, this.#ending.signal]);
    let started = false;
    const work = () => {
      if (mayStart.aborted) throw cancelled(command);
      context.guard();
      ensureOwnFolder(this.#folder);
      started = true;
      return this.#follow(measured(args, runHelm(this.#how, args, stdin, mayRun), context.trace));
    };
    try {
      return await this.#slots.use(mayStart, work, context);
    } catch (error) {
      if (!started && mayStart.aborted) throw cancelled(command);
      if (error instanceof HelmError && error.kind === 'killed') this.#killed += 1;
      throw error;
    }
  };

  /** Starts nothing more, lets what runs end for `graceMs`, then ends it. Resolves when no process is left. */
  async drain(graceMs: number): Promise<void> {
    this.#closing.abort();
    const timer = setTimeout(() => this.#ending.abort(), graceMs);
    await Promise.allSettled(this.#processes);
    clearTimeout(timer);
  }

  #follow<T>(work: Promise<T>): Promise<T> {
    this.#processes.add(work);
    return work.finally(() => this.#processes.delete(work));
  }
}

function cancelled(command: string): HelmError {
  return new HelmError('cancelled', command, `helm ${command} was cancelled before it started.`);
}

/** Nothing of the app's own environment but this: it has the database's password and the session's key in it. */
function environment({ kubeconfig, cacheDir }: HelmOptions, path: string): Record<string, string> {
  const inCluster = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'] as const;
  const account = inCluster.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...Object.fromEntries(account),
    ...(kubeconfig === undefined ? {} : { KUBECONFIG: kubeconfig }),
    PATH: path,
    HOME: cacheDir,
    TMPDIR: tmpdir(),
    HELM_CACHE_HOME: join(cacheDir, 'cache'),
    HELM_CONFIG_HOME: join(cacheDir, 'config'),
    HELM_DATA_HOME: join(cacheDir, 'data'),
    // Garbage is collected half as often: an upgrade takes 12 % less of a processor, for 6 to 9 MB (docs/performance.md).
    GOGC: '200',
  };
}

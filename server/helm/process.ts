import { execa } from 'execa';
import { BoundedOutput } from './bounded-output.ts';
import { classify, lastWords } from './classify.ts';
import { HelmError, type HelmErrorKind } from './errors.ts';

/** How to start one helm process. */
export type HelmProcess = {
  /** The program and what stands before helm's own arguments. */
  launcher: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  /** From start to SIGTERM. */
  timeoutMs: number;
  /** From SIGTERM to SIGKILL. */
  graceMs: number;
};

/**
 * Runs helm once, to its end, and gives its stdout, of very much only the end. `args[0]` is the command. At the time limit or
 * when the signal is aborted it gets SIGTERM, then SIGKILL; the promise settles only when the process is gone. Throws a HelmError.
 */
export async function runHelm(
  how: HelmProcess,
  args: readonly string[],
  stdin: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const [program, ...before] = how.launcher;
  const child = execa(program, [...before, ...args], {
    env: { ...how.env },
    extendEnv: false,
    ...(stdin === undefined ? { stdin: 'ignore' } : { input: stdin }),
    buffer: false,
    reject: false,
    timeout: how.timeoutMs,
    cancelSignal: signal,
    forceKillAfterDelay: how.graceMs,
    killDescendants: true,
  });
  const stdout = new BoundedOutput();
  const stderr = new BoundedOutput();
  child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
  const result = await child;
  const command = args[0] ?? 'helm';
  if (!result.failed) return endOf(stdout);
  throw translate(result, command, how, stderr.text());
}

/** A first line says how much of the beginning is lost, so that nobody takes the rest for the whole. */
function endOf(output: BoundedOutput): string {
  const { droppedBytes } = output;
  return droppedBytes === 0 ? output.text() : `(${droppedBytes} bytes before this are dropped)\n${output.text()}`;
}

type Ended = { timedOut: boolean; isCanceled: boolean; exitCode?: number; signal?: string; code?: string };

function translate(ended: Ended, command: string, how: HelmProcess, stderr: string): HelmError {
  const kind = kindOf(ended, stderr);
  const said = lastWords(stderr);
  const message: Partial<Record<HelmErrorKind, string>> = {
    missing: `helm could not be started (${ended.code ?? `exit ${ended.exitCode}`}). Install Helm 4 and set HELM_BIN to it.`,
    killed: `helm ${command} was killed from outside, perhaps for want of memory. ${said}`.trim(),
    cancelled: `helm ${command} was cancelled.`,
    'no-room': `helm ${command} found no room to write. Free some in the temporary directory. ${said}`.trim(),
  };
  const timedOut = ended.timedOut
    ? `helm ${command} was ended after ${how.timeoutMs / 1000} s. ${said}`.trim()
    : undefined;
  const words =
    timedOut ?? message[kind] ?? (said || `helm ${command} failed with exit ${ended.exitCode} and said nothing.`);
  return new HelmError(kind, command, words, { exitCode: ended.exitCode });
}

function kindOf(ended: Ended, stderr: string): HelmErrorKind {
  if (ended.timedOut) return 'timeout';
  if (ended.isCanceled) return 'cancelled';
  if (ended.code === 'ENOENT' || ended.code === 'EACCES' || ended.exitCode === 126 || ended.exitCode === 127)
    return 'missing';
  if (ended.signal !== undefined || ended.exitCode === 137 || ended.exitCode === 143) return 'killed';
  return classify(stderr);
}

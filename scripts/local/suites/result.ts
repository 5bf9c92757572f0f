import { execa, type ResultPromise } from 'execa';
import { root } from '../root.ts';

/** A check that did not pass: its file and title, and what it said. */
export type Failure = { name: string; why: string };

/** How many checks of a suite passed, and those that did not. */
export type Result = { passed: number; failures: Failure[] };

/** The result of a suite of which nothing is known but that it failed. */
export const failure = (name: string, why: string): Result => ({ passed: 0, failures: [{ name, why }] });

/** Programs that are one check together: each must end well. */
export async function check(...commands: [string, ...string[]][]): Promise<Result> {
  for (const [program, ...args] of commands) {
    const exitCode = await runProgram(program, args, {});
    if (exitCode !== 0) return failure([program, ...args].join(' '), `It ended with exit code ${exitCode}.`);
  }
  return { passed: 1, failures: [] };
}

let running: ResultPromise | undefined;

/** Runs a program of the packages with this very Node, its output on this terminal; answers its exit code. */
export async function runProgram(program: string, args: string[], env: Record<string, string>): Promise<number> {
  running = execa(process.execPath, [`node_modules/.bin/${program}`, ...args], {
    cwd: root,
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  return (await running).exitCode ?? 1;
}

/** Ends the program that runs, if one does, so that it cannot start what is then cleaned up. */
export async function endProgram(): Promise<void> {
  running?.kill();
  await running;
}

/**
 * The result as the runner's own report has it. A run that failed without a failed test, such as one whose set-up threw, and one
 * that found no test are failures too: silence is never taken for success.
 */
export function honest(reported: Result, exitCode: number): Result {
  const isSilent = reported.failures.length === 0 && (exitCode !== 0 || reported.passed === 0);
  if (!isSilent) return reported;
  const why = `It ran ${reported.passed} tests, none failed, and it ended with exit code ${exitCode}.`;
  return { ...reported, failures: [{ name: 'the run itself', why }] };
}

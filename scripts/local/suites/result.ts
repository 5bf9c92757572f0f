import { execa, type ResultPromise } from 'execa';
import { root } from '../root.ts';

/** How many checks of a suite passed and how many did not. */
export type Result = { passed: number; failed: number };

/** Programs that are one check together: each must end well. */
export async function check(...commands: [string, ...string[]][]): Promise<Result> {
  for (const [program, ...args] of commands) {
    if ((await runProgram(program, args, {})) !== 0) return { passed: 0, failed: 1 };
  }
  return { passed: 1, failed: 0 };
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
 * The totals as the runner's own report counts them. A run that failed without a failed test, such as one whose set-up threw, and
 * one that found no test are failures too: silence is never taken for success.
 */
export function honest(counted: Result, exitCode: number): Result {
  const isSilent = counted.failed === 0 && (exitCode !== 0 || counted.passed === 0);
  return isSilent ? { ...counted, failed: 1 } : counted;
}

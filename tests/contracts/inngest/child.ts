import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** A process that a test started and may kill. */
export type Child = {
  /** Everything that it has written so far. */
  output(): string;
  /** Resolves with the exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  isOver(): boolean;
  /** Ends it by the signal and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
};

/** How long a process may take to say that it is ready. */
const startMs = 20_000;

/** Starts a program and waits until it has written `ready`. Rejects with its output when it ends or takes too long. */
export async function startChild(
  command: string,
  args: string[],
  env: Record<string, string>,
  ready: string,
): Promise<Child> {
  const child = startProgram(command, args, env);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const clock = setTimeout(() => reject(new Error(`No "${ready}" within ${startMs} ms: ${child.output()}`)), startMs);
  child.process.stdout?.on('data', () => child.output().includes(ready) && resolve());
  child.process.stderr?.on('data', () => child.output().includes(ready) && resolve());
  void child.ended.then((code) => reject(new Error(`Ended with ${code} before it was ready: ${child.output()}`)));
  await promise.finally(() => clearTimeout(clock));
  return child;
}

/** Starts a program without waiting for anything. */
export function startProgram(
  command: string,
  args: string[],
  env: Record<string, string>,
): Child & { process: ChildProcess } {
  const child = spawn(command, args, {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    output: () => output,
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** A port that was free a moment ago. A process that is killed and started again needs the same one twice. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

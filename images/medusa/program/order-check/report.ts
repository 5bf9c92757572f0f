import { writeFile } from 'node:fs/promises';

/** Where Kubernetes reads a container's last message, and the most that it takes, in bytes. */
const TERMINATION_LOG = '/dev/termination-log';
const TERMINATION_LOG_BYTES = 4096;

/** Of a failing step's reason, in characters: enough to see what it is about. */
const ANSWER_LENGTH = 1000;

export type Step = { name: string; ms: number };
export type Failure = { step: string; answer: string };

/** The last message of a run. The failure always stands in it; of its answer as much as there is room for. */
export function lastMessage(steps: Step[], failure?: Failure): string {
  const message = JSON.stringify({ steps, failure });
  const over = Buffer.byteLength(message) - TERMINATION_LOG_BYTES;
  if (over <= 0 || !failure?.answer) return message;
  // A character of the answer is at least a byte of the message.
  return lastMessage(steps, { ...failure, answer: failure.answer.slice(0, -over) });
}

/** What was done, how long it took, and what went wrong first: for people on stdout, for the platform in the last message. */
export class Report {
  readonly #signal: AbortSignal;
  readonly #steps: Step[] = [];
  #current = 'Begin';
  #failure: Failure | undefined;

  /** With `signal` no further step begins; the one at work is let finish, so that nothing of it comes after the clean-up. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    this.#current = name;
    this.#signal.throwIfAborted();
    const begun = performance.now();
    const result = await work();
    const ms = Math.round(performance.now() - begun);
    this.#steps.push({ name, ms });
    console.log(`ok ${name} ${ms} ms`);
    return result;
  }

  /** A step that is taken in any outcome, and whose failure ends nothing. */
  async always(name: string, work: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    try {
      await work();
      const ms = Math.round(performance.now() - begun);
      this.#steps.push({ name, ms });
      console.log(`ok ${name} ${ms} ms`);
    } catch (error) {
      this.#current = name;
      this.fail(error);
    }
  }

  /** Writes down why the current step failed. The first failure is the one that is reported. */
  fail(error: unknown): void {
    const answer = (error instanceof Error ? error.message : String(error)).slice(0, ANSWER_LENGTH);
    console.log(`failed ${this.#current}: ${answer}`);
    this.#failure ??= { step: this.#current, answer };
  }

  /** Leaves the last message, and the exit code: 0 when every step went well, else 1. */
  async close(): Promise<void> {
    process.exitCode = this.#failure ? 1 : 0;
    // Outside of Kubernetes there is none.
    await writeFile(TERMINATION_LOG, lastMessage(this.#steps, this.#failure), { flag: 'r+' }).catch(() => {});
  }
}

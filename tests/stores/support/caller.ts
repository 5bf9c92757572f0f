import { setTimeout as pause } from 'node:timers/promises';
import { environment } from './environment.ts';
import { answerAt } from './shop.ts';

const EVERY_MS = 50;
const LIST = '/api/trpc/store.list?input=%7B%22json%22%3A%7B%7D%7D';

/** The waits before a read is repeated, as the console has them (app/trpc/provider.tsx). */
const REPEATS_MS = [1_000, 2_000];

/**
 * Somebody who asks for the list 20 times a second, each time over a new connection, and asks again as the console does when that
 * failed.
 */
export class Caller {
  /** The calls whose first try was not answered as it should be, with when and how. */
  readonly repeated: string[] = [];
  /** Those that were not answered by a repeated try either. */
  readonly failed: string[] = [];
  calls = 0;
  readonly #over = new AbortController();
  readonly #ended: Promise<void>;

  constructor() {
    this.#ended = this.#callOn();
  }

  /** Ends when every call has come back. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#ended;
  }

  async #callOn(): Promise<void> {
    const pending = new Set<Promise<void>>();
    while (!this.#over.signal.aborted) {
      const call = this.#call().finally(() => pending.delete(call));
      pending.add(call);
      await pause(EVERY_MS);
    }
    await Promise.all(pending);
  }

  async #call(): Promise<void> {
    this.calls++;
    const problem = await this.#ask();
    if (!problem) return;
    this.repeated.push(problem);
    for (const wait of REPEATS_MS) {
      await pause(wait);
      if (!(await this.#ask())) return;
    }
    this.failed.push(problem);
  }

  /** What was wrong with the answer, or null. */
  async #ask(): Promise<string | null> {
    const headers = { authorization: `Bearer ${process.env.STOREWRIGHT_TOKEN}` };
    const at = new Date().toISOString();
    const answer = await answerAt(new URL(LIST, environment('STORES_APP_URL')), headers).catch((error: unknown) => ({
      status: 0,
      body: String(error),
    }));
    return answer.status === 200 ? null : `${at} ${answer.status} ${answer.body.slice(0, 200)}`;
  }
}

type Waiting = { whose: string; start: () => void };

/**
 * A limit on how much runs at once. Of those who wait, the one comes next for whom least runs, so that fifty of one do not hold
 * another's one; among equals, who came first.
 */
export class Slots {
  readonly #limit: number;
  readonly #queue: Waiting[] = [];
  readonly #runningOf = new Map<string, number>();
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  stats(): { running: number; queued: number } {
    return { running: this.#running, queued: this.#queue.length };
  }

  /** Runs `work`, which is for `whose`, as soon as there is room. Rejects with the signal's reason when it is aborted before that. */
  async use<T>(signal: AbortSignal, work: () => Promise<T>, whose = ''): Promise<T> {
    await this.#enter(signal, whose);
    try {
      return await work();
    } finally {
      this.#leave(whose);
    }
  }

  #enter(signal: AbortSignal, whose: string): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.#limit) {
      this.#count(whose, 1);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        whose,
        start: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.push(waiting);
    });
  }

  /** Hands the place to the next in line, so that nobody can come in between. */
  #leave(whose: string): void {
    this.#count(whose, -1);
    const least = Math.min(...this.#queue.map((waiting) => this.#of(waiting.whose)));
    const index = this.#queue.findIndex((waiting) => this.#of(waiting.whose) === least);
    const [next] = index < 0 ? [] : this.#queue.splice(index, 1);
    if (!next) return;
    this.#count(next.whose, 1);
    next.start();
  }

  #of(whose: string): number {
    return this.#runningOf.get(whose) ?? 0;
  }

  #count(whose: string, by: 1 | -1): void {
    this.#running += by;
    const count = this.#of(whose) + by;
    if (count > 0) this.#runningOf.set(whose, count);
    else this.#runningOf.delete(whose);
  }
}

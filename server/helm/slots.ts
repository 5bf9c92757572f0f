export type Turn = {
  /** For whom the work is: of those who wait, the one for whom least runs comes next. */
  whose?: string;
  /** It changes what its own look, let in before, has found; it comes before all looks, else all would have looked and nobody changed anything. */
  follows?: boolean;
};
type Waiting = Required<Turn> & { start: () => void };

/**
 * A limit on how much runs at once. Of those who wait, what follows, of which there is no more than was let in to begin, comes
 * first; then the one for whom least runs, so that fifty of one do not hold another's one; among equals, who came first.
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

  /** Runs `work` as soon as there is room. Rejects with the signal's reason when it is aborted before that. */
  async use<T>(signal: AbortSignal, work: () => Promise<T>, { whose = '', follows = false }: Turn = {}): Promise<T> {
    await this.#enter(signal, { whose, follows });
    try {
      return await work();
    } finally {
      this.#leave(whose);
    }
  }

  #enter(signal: AbortSignal, turn: Required<Turn>): Promise<void> {
    signal.throwIfAborted();
    if (this.#running < this.#limit) {
      this.#count(turn.whose, 1);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        ...turn,
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
    const following = this.#queue.filter(({ follows }) => follows);
    const first = following.length > 0 ? following : this.#queue;
    const least = Math.min(...first.map((waiting) => this.#of(waiting.whose)));
    const next = first.find((waiting) => this.#of(waiting.whose) === least);
    if (!next) return;
    this.#queue.splice(this.#queue.indexOf(next), 1);
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

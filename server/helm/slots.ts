export type Turn = {
  /** For whom the work is. */
  whose?: string;
  /** It ends what somebody has begun here, and goes before what only begins: else all would have begun and nobody ended. */
  isEnd?: boolean;
};
type Waiting = Required<Turn> & { start: () => void };

/**
 * A limit on how much runs at once. Of those who wait, ends come before beginnings, of which there are never more than were
 * let in; then the one for whom least runs, so that fifty of one do not hold another's one; among equals, who came first.
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
  async use<T>(signal: AbortSignal, work: () => Promise<T>, { whose = '', isEnd = false }: Turn = {}): Promise<T> {
    await this.#enter(signal, { whose, isEnd });
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
    const ends = this.#queue.filter(({ isEnd }) => isEnd);
    const first = ends.length > 0 ? ends : this.#queue;
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

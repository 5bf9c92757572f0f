import { setImmediate } from 'node:timers/promises';

type Turn<Found> = { wanted: Set<string>; found: Promise<Found> };
type Read<Found> = (wanted: string[]) => Promise<Found>;

/**
 * Reads once for all who want the same about the same time. Who asks while a read is under way gets the next one, since what made
 * them ask may have been written after it began; so there is one read of a key at a time, and one more for all who came meanwhile.
 */
export class SharedReads<Found> {
  /** By key: reads that have not begun, which others may join. */
  readonly #coming = new Map<string, Turn<Found>>();
  readonly #underWay = new Map<string, Promise<Found>>();

  /** What `read` finds for `wanted` and for all that others want of the key: one answer for all, and its failure is everybody's. */
  ask(key: string, wanted: readonly string[], read: Read<Found>): Promise<Found> {
    const turn = this.#coming.get(key) ?? this.#open(key, read);
    for (const one of wanted) turn.wanted.add(one);
    return turn.found;
  }

  #open(key: string, read: Read<Found>): Turn<Found> {
    const wanted = new Set<string>();
    const turn = { wanted, found: this.#inTurn(key, () => read([...wanted])) };
    this.#coming.set(key, turn);
    return turn;
  }

  async #inTurn(key: string, read: () => Promise<Found>): Promise<Found> {
    await this.#underWay.get(key)?.catch(() => undefined);
    // All whom one notice wakes have asked by then.
    await setImmediate();
    this.#coming.delete(key);
    const found = read();
    this.#underWay.set(key, found);
    try {
      return await found;
    } finally {
      this.#underWay.delete(key);
    }
  }
}

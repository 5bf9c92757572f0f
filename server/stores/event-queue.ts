const OVER = { done: true, value: undefined } as const;

/**
 * What a reader has yet to get: of the events with the same key only the newest, in the order in which they came, so that a slow
 * reader costs no more than a key each. No generator: with a thousand streams what each keeps between two events is what a
 * collection of garbage has to copy.
 */
export class EventQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #waiting = new Map<string, T>();
  #reader: PromiseWithResolvers<IteratorResult<T, undefined>> | undefined;
  #end: { error?: unknown } | undefined;

  /** An event for the reader, if it still reads. */
  push(key: string, event: T): void {
    if (this.#end) return;
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) return reader.resolve({ done: false, value: event });
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
  }

  /** Ends the queue, and the read that waits, at once: with `error` if there is one. */
  end(end: { error?: unknown } = {}): void {
    this.#end ??= end;
    this.#waiting.clear();
    this.#reader?.resolve(this.#over());
    this.#reader = undefined;
  }

  /** The next event, or the end. To be asked again when it has answered. */
  async next(): Promise<IteratorResult<T, undefined>> {
    for (const [key, value] of this.#waiting) {
      this.#waiting.delete(key);
      return { done: false, value };
    }
    if (this.#end) return this.#over();
    this.#reader = Promise.withResolvers();
    return this.#reader.promise;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    return OVER;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #over() {
    return this.#end && 'error' in this.#end ? Promise.reject(this.#end.error) : OVER;
  }
}

/** More than any release list or chart's notes; what helm prints beyond it is dropped, so that memory stays flat. */
export const OUTPUT_LIMIT_BYTES = 256 * 1024;

/** Keeps the end of a stream: errors stand there. */
export class BoundedOutput {
  readonly #chunks: Buffer[] = [];
  #kept = 0;
  #dropped = 0;

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#kept += chunk.length;
    for (
      let first = this.#chunks[0];
      first && this.#kept - first.length >= OUTPUT_LIMIT_BYTES;
      first = this.#chunks[0]
    ) {
      this.#chunks.shift();
      this.#kept -= first.length;
      this.#dropped += first.length;
    }
  }

  /** How many bytes of the beginning are lost; 0 says that `text()` is whole. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

import { redact } from '#server/kubernetes/redact.ts';
import { endOfLog } from './log-end.ts';
import type { LogEvent } from './view.ts';

/**
 * The end of a log that grows. A secret can be told only in whole text, not in what happened to come next, so all that is kept is
 * redacted at each step; what goes out is the new part alone where what was shown before stands as it was.
 */
export class LogTail {
  readonly #lines: number;
  readonly #secrets: readonly string[];
  #raw = '';
  #shown: string | null = null;

  constructor(lines: number, secrets: readonly string[]) {
    this.#lines = lines;
    this.#secrets = secrets;
  }

  /** Takes in whole lines, and tells what a reader who has seen all before must be told. */
  grow(more: string): LogEvent {
    const grown = this.#raw + more;
    const shown = redact(grown, this.#secrets);
    const known = this.#shown;
    this.#raw = endOfLog(grown, this.#lines);
    this.#shown = this.#raw.length === grown.length ? shown : redact(this.#raw, this.#secrets);
    if (known === null || !shown.startsWith(known)) return { kind: 'whole', text: this.#shown };
    return { kind: 'more', text: shown.slice(known.length) };
  }
}

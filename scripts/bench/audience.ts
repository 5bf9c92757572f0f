import { request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Bench, Person } from './bench.ts';
import { insertStores } from './many-rows.ts';

/** The platform lets a person have 20 streams open. */
const STREAMS_EACH = 20;
/** A message that takes longer is lost. */
const PATIENCE_MS = 10_000;

export type Watcher = Person & { storeId: string };

/** Where a stream of the person is, and with which headers. */
export type StreamOf = (watcher: Watcher) => { url: string; headers?: Record<string, string> };

const watchers: Watcher[] = [];

/** People with one store each, made once. */
export async function watchersOf({ person, database }: Bench, count: number): Promise<Watcher[]> {
  for (let number = watchers.length; number < count; number++) {
    const made = await person(`watcher-${number}`);
    await insertStores(database, made.id, 1);
    const { rows } = await database.query<{ id: string }>('select id from stores where owner_id = $1', [made.id]);
    watchers.push({ ...made, storeId: rows[0]?.id ?? '' });
  }
  return watchers.slice(0, count);
}

/** Open streams of many people, which tell how long after a change of a store each of its owner's streams says so. */
export class Audience {
  readonly #people: Watcher[];
  readonly #heard = new Map<string, (at: number) => void>();
  readonly #closers: (() => void)[] = [];

  private constructor(people: Watcher[]) {
    this.#people = people;
  }

  static async open(bench: Bench, streams: number, streamOf: StreamOf): Promise<Audience> {
    const people = await watchersOf(bench, Math.ceil(streams / STREAMS_EACH));
    const audience = new Audience(people);
    for (let number = 0; number < streams; number++) {
      const watcher = people[number % people.length];
      if (watcher) await audience.#listen(watcher, streamOf(watcher));
    }
    return audience;
  }

  /** Changes the store of the next person; the milliseconds until each of their streams says so. @throws when one does not */
  async change({ database }: Bench, number: number): Promise<number[]> {
    const watcher = this.#people[number % this.#people.length];
    if (!watcher) return [];
    const own = [...this.#heard.keys()].filter((key) => key.startsWith(watcher.id));
    const start = performance.now();
    const told = own.map((key) => this.#next(key, start));
    await database.query('update stores set version = version where id = $1', [watcher.storeId]);
    return Promise.all(told);
  }

  /** Changes the store of everybody once, and waits until every stream has said so. @throws when one does not */
  async changeAll(bench: Bench): Promise<void> {
    await Promise.all(this.#people.map((_, number) => this.change(bench, number)));
  }

  close(): void {
    for (const close of this.#closers) close();
  }

  #next(key: string, start: number): Promise<number> {
    return new Promise((resolve, reject) => {
      const lost = setTimeout(
        () => reject(new Error(`A stream said nothing for ${PATIENCE_MS / 1000} s.`)),
        PATIENCE_MS,
      );
      this.#heard.set(key, (at) => {
        clearTimeout(lost);
        resolve(at - start);
      });
    });
  }

  /** Resolves when the stream has said how things are; from then on it says what changes. */
  #listen(watcher: Watcher, { url, headers = {} }: ReturnType<StreamOf>): Promise<void> {
    const key = `${watcher.id} ${this.#closers.length}`;
    this.#heard.set(key, () => undefined);
    return new Promise((resolve, reject) => {
      const asked = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`${url} answered ${answer.statusCode}.`));
        // A snapshot and a change may come in one piece, and either in several.
        const lines = createInterface({ input: answer });
        lines.on('error', () => undefined);
        lines.on('line', (line) => {
          const at = performance.now();
          if (line.includes('"snapshot"')) resolve();
          else if (line.includes(watcher.storeId)) this.#heard.get(key)?.(at);
        });
      });
      asked.on('error', reject).end();
      this.#closers.push(() => asked.destroy());
    });
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import type { Kubernetes, Query } from './client.ts';
import { metrics } from '#server/metrics/metrics.ts';
import type { KubernetesError } from './errors.ts';
import { resourceOf } from './measured.ts';
import type { AnyObject, List } from './objects.ts';
import { translateAnswer, translateFailure } from './translate.ts';

type Following<T> = {
  kubernetes: Kubernetes;
  /** Of the collection, such as `/api/v1/namespaces/store-x/pods`. */
  path: string;
  /** Narrows it down, such as by a field selector. */
  query?: Query;
  signal: AbortSignal;
  /** The watch is opened when this resolves: until then the list is enough. */
  needed: Promise<void>;
  /** Called with everything there is, then with each change. */
  onList: (items: T[]) => void;
  onChange: (type: 'ADDED' | 'MODIFIED' | 'DELETED', item: T) => void;
  /** Called with what went wrong, and with null when it goes on. */
  onTrouble: (trouble: KubernetesError | null) => void;
};

/** The longest pause between two attempts, in milliseconds: what becomes ready during an outage is seen so long after it. */
const LONGEST_PAUSE_MS = 4000;
/** A watch that ends sooner than this counts as a failure, so that a server that ends each at once is not stormed. */
const SHORTEST_WATCH_MS = 1000;

/**
 * Lists a collection and, as soon as that is needed, watches it from there, for ever, until the signal ends it. Whatever cuts the
 * watch, nothing is missed: it goes on from the last version seen, and lists anew when that is no longer kept (410) or a second
 * try fails too.
 */
export async function follow<T extends AnyObject>(following: Following<T>): Promise<void> {
  const { signal, onTrouble } = following;
  let version: string | null = null;
  let failures = 0;
  while (!signal.aborted) {
    const started = performance.now();
    let trouble: KubernetesError | null = null;
    try {
      version ??= await list(following);
      await following.needed;
      for await (const seen of watch(following, version)) version = seen;
    } catch (error) {
      if (signal.aborted) return;
      trouble = translateFailure(error, `watch ${following.path}`);
    }
    const isFailure = trouble !== null || performance.now() - started < SHORTEST_WATCH_MS;
    failures = isFailure ? failures + 1 : 0;
    if (isFailure)
      metrics().watchRestarts.inc({ resource: resourceOf(following.path), reason: trouble?.kind ?? 'ended-early' });
    if (trouble?.kind === 'gone' || failures > 1) version = null;
    if (trouble !== null && trouble.kind !== 'gone') onTrouble(trouble);
    if (isFailure) await pause(failures, trouble?.retryAfterSeconds, signal);
  }
}

async function list<T>({ kubernetes, path, query, signal, onList, onTrouble }: Following<T>): Promise<string> {
  const found = await kubernetes.read<List<T>>({ path, query, object: path, signal });
  onTrouble(null);
  onList(found.items ?? []);
  return found.metadata.resourceVersion;
}

type Line<T> =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: T }
  | { type: 'BOOKMARK'; object: AnyObject }
  | { type: 'ERROR'; object: { code?: number } };

/** Yields the version after each line. The server ends a watch within the bound of a read; one that stalls is given up. */
async function* watch<T extends AnyObject>(following: Following<T>, version: string): AsyncGenerator<string> {
  const { kubernetes, path, onChange, onTrouble } = following;
  const bound = kubernetes.readTimeoutMs;
  const signal = AbortSignal.any([following.signal, AbortSignal.timeout(bound * 1.2)]);
  const query = {
    ...following.query,
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: version,
    timeoutSeconds: Math.max(1, Math.floor(bound / 1000)),
  };
  const stream = await kubernetes.open({ path, query, object: path, signal });
  onTrouble(null);
  for await (const text of lines(stream)) {
    const line = JSON.parse(text) as Line<T>;
    if (line.type === 'ERROR')
      throw translateAnswer(
        { status: line.object.code ?? 500, headers: {}, body: JSON.stringify(line.object) },
        `watch ${path}`,
      );
    if (line.type !== 'BOOKMARK') onChange(line.type, line.object);
    yield line.object.metadata?.resourceVersion ?? version;
  }
}

async function* lines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((part) => part !== '');
  }
}

/** Doubles from a quarter of a second, of which the half is chance, so that a hundred watches don't come back as one. */
async function pause(failures: number, retryAfterSeconds = 0, signal: AbortSignal): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE_MS, 125 * 2 ** failures);
  const chosen = longest * (0.5 + Math.random() / 2);
  await delay(Math.max(chosen, retryAfterSeconds * 1000), undefined, { signal }).catch(() => undefined);
}

import type { Kubernetes, Query } from './client.ts';
import type { KubernetesError } from './errors.ts';
import { follow } from './follow.ts';
import type { AnyObject, NamespaceObjects } from './objects.ts';
import { type Kind, pathOf } from './resources.ts';

/** What decides whether a namespace is as expected. */
const DECIDING = { pods: 'Pod', deployments: 'Deployment', statefulSets: 'StatefulSet', jobs: 'Job' } as const;
/** What tells besides why it is not. */
const EXPLAINING = { replicaSets: 'ReplicaSet', claims: 'PersistentVolumeClaim', events: 'Event' } as const;
const WATCHED = { ...DECIDING, ...EXPLAINING } satisfies Record<keyof NamespaceObjects, Kind>;

/** Of each kind no more is kept; only events can be so many, and of these the oldest go first. */
const KEPT = 500;

/** Says when something changed, or went wrong with seeing it. */
export type Watch = {
  /**
   * Resolves at the first change since the last call of this function, at the latest after `timeoutMs`. Only this opens the
   * watches, and reads what explains: who finds in the first picture what he looks for needs neither, and each watch is a
   * connection of its own.
   */
  changed(signal: AbortSignal, timeoutMs: number): Promise<void>;
  /** Ends all connections. */
  close(): void;
};

/** A live picture of one namespace. */
export type NamespaceWatch = Watch & {
  readonly namespace: string;
  /** Everything as it was last seen. */
  objects(): NamespaceObjects;
  /** What keeps the picture from being fresh just now, or null. */
  trouble(): KubernetesError | null;
  /** Of which kinds the picture shows everything: of those that decide whether the namespace is as expected, or of all. */
  shows(): 'nothing' | 'what-decides' | 'all';
};

/**
 * Begins to watch what is in a namespace. It goes on, through outages too, until it is closed. Open it after the change whose
 * effect is awaited: an older picture could show the state before.
 */
export function watchNamespace(kubernetes: Kubernetes, namespace: string): NamespaceWatch {
  const collectionsOf = (kinds: Record<string, Kind>) =>
    Object.values(kinds).map((kind) => ({ path: pathOf(kind, namespace) }));
  const { pictures, shows, changed, close } = watchAll(kubernetes, collectionsOf(DECIDING), collectionsOf(EXPLAINING));
  return {
    namespace,
    objects: () =>
      Object.fromEntries(
        Object.keys(WATCHED).map((key, at) => [key, [...(pictures[at]?.items.values() ?? [])]]),
      ) as NamespaceObjects,
    trouble: () => pictures.map(({ trouble }) => trouble).find((trouble) => trouble !== null) ?? null,
    shows,
    changed,
    close,
  };
}

/** Begins to watch the namespace itself instead of what is in it, like `watchNamespace`. */
export function watchNamespaceItself(kubernetes: Kubernetes, name: string): Watch {
  const query = { fieldSelector: `metadata.name=${name}` };
  const { changed, close } = watchAll(kubernetes, [{ path: '/api/v1/namespaces', query }]);
  return { changed, close };
}

type Collection = { path: string; query?: Query };

/** Pictures of several collections, in their order, and one bell for all. The later ones begin when a change is waited for. */
function watchAll(kubernetes: Kubernetes, first: readonly Collection[], later: readonly Collection[] = []) {
  const ending = new AbortController();
  const bell = createBell();
  const needed = Promise.withResolvers<void>();
  const begin = (collection: Collection) =>
    followKind({ ...collection, kubernetes, signal: ending.signal, needed: needed.promise, onChange: bell.ring });
  const pictures = first.map(begin);
  const shows = () => {
    const synced = pictures.filter(({ isSynced }) => isSynced).length;
    if (synced === first.length + later.length) return 'all';
    return pictures.slice(0, first.length).every(({ isSynced }) => isSynced) ? 'what-decides' : 'nothing';
  };
  return {
    pictures,
    shows,
    changed(signal: AbortSignal, timeoutMs: number): Promise<void> {
      if (shows() !== 'nothing') {
        needed.resolve();
        if (pictures.length === first.length) pictures.push(...later.map(begin));
      }
      return bell.heard(signal, timeoutMs);
    },
    close() {
      ending.abort();
      needed.resolve();
    },
  };
}

type Picture = { items: Map<string, AnyObject>; trouble: KubernetesError | null; isSynced: boolean };

function followKind(call: {
  kubernetes: Kubernetes;
  path: string;
  query?: Query;
  signal: AbortSignal;
  needed: Promise<void>;
  onChange: () => void;
}): Picture {
  const picture: Picture = { items: new Map(), trouble: null, isSynced: false };
  const keep = (item: AnyObject) => {
    const uid = item.metadata?.uid ?? '';
    // Deleted first, so that the order is that of the last change.
    picture.items.delete(uid);
    picture.items.set(uid, trim(item));
    if (picture.items.size > KEPT) picture.items.delete(picture.items.keys().next().value ?? '');
  };
  void follow<AnyObject>({
    ...call,
    onList: (items) => {
      picture.items.clear();
      items.forEach(keep);
      picture.isSynced = true;
      call.onChange();
    },
    onChange: (type, item) => {
      if (type === 'DELETED') picture.items.delete(item.metadata?.uid ?? '');
      else keep(item);
      call.onChange();
    },
    onTrouble: (trouble) => {
      if (trouble === picture.trouble) return;
      picture.trouble = trouble;
      call.onChange();
    },
  });
  return picture;
}

/** Who set which field is half of an object's size and of no use here. */
function trim(item: AnyObject): AnyObject {
  return { ...item, metadata: { ...item.metadata, managedFields: undefined } };
}

/** A ring is never lost: one that nobody waited for is heard by the next who listens. */
function createBell() {
  let hasRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      hasRung = true;
      wake?.();
    },
    async heard(signal: AbortSignal, timeoutMs: number): Promise<void> {
      signal.throwIfAborted();
      if (!hasRung)
        await new Promise<void>((resolve) => {
          const end = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', end);
            wake = null;
            resolve();
          };
          const timer = setTimeout(end, timeoutMs);
          wake = end;
          signal.addEventListener('abort', end);
        });
      hasRung = false;
      signal.throwIfAborted();
    },
  };
}

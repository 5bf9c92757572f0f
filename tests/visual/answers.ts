import type { AuditEntryView } from '#server/stores/audit.ts';
import type { Person } from '#server/stores/people.ts';
import type { StoreView } from '#server/stores/view.ts';
import type { Answers } from './stand-in.ts';
import { ago } from './moments.ts';
import { MARIADB_LOG, WOOCOMMERCE, WOOCOMMERCE_EVENTS } from './parts.ts';
import { countsOf, deleting, failed, readyStore, comingUp, STORES } from './stores.ts';

const GIB = 2 ** 30;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1';

/** What Rosa did in her browser with `corner-books`, or what `more` has it. */
const entry = (action: string, at: Date, more: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: `${action} ${more.storeId}`,
  at,
  by: 'session',
  person: 'rosa@example.org',
  tokenName: null,
  address: '203.0.113.24',
  userAgent: FIREFOX,
  action,
  result: 'accepted',
  ...about(readyStore),
  operationId: null,
  detail: null,
  ...more,
});

const about = ({ id, name, operation }: StoreView) => ({
  storeId: id,
  storeName: name,
  operationId: operation.id,
});

/** What the platform itself did for a person. */
const BY_ITSELF = { by: 'system', address: null, userAgent: null } as const;

/** What was done, newest first. */
export const ENTRIES: AuditEntryView[] = [
  entry('store.delete', deleting.operation.createdAt, about(deleting)),
  entry('store.credentials.reveal', ago(2, 'min')),
  entry('store.provision.end', ago(20, 'min'), {
    ...BY_ITSELF,
    ...about(failed),
    result: 'failed',
    detail: { reason: 'CrashLoop', step: 'start-database' },
  }),
  entry('store.check', ago(40, 'min'), { by: 'token', tokenName: 'nightly report' }),
  entry('store.provision.end', ago(3, 'h'), { ...BY_ITSELF, ...about(readyStore), result: 'succeeded' }),
  ...STORES.map((store) => entry('store.create', store.createdAt, about(store))),
  entry('session.create', ago(4, 'h'), { result: 'done', storeId: null, storeName: null }),
].toSorted((one, other) => other.at.getTime() - one.at.getTime());

/** What was done with a store, as its owner is told. */
export function entriesOf({ id }: StoreView): AuditEntryView[] {
  return ENTRIES.filter(({ storeId }) => storeId === id);
}

/** What a platform in good order answers to a person who has a few stores. A screen changes what it is about. */
export const ANSWERS = {
  health: {
    get: {
      status: 'ok',
      version: '1.4.0',
      commit: '9f2c1d7',
      notice: null,
      database: { ok: true, message: 'PostgreSQL answers.' },
      kubernetes: { ok: true, message: 'Kubernetes v1.36.3 answers.' },
      rights: { ok: true, message: 'The account has the rights that it needs and no others.' },
      helm: { ok: true, message: 'Helm v4.2.3 is ready.' },
      orphans: { ok: true, message: 'Each namespace of a store has its store.' },
      inngest: { ok: true, message: 'Inngest answers.' },
    },
  },
  me: {
    profile: {
      email: 'rosa@example.org',
      name: 'Rosa Lind',
      createdAt: ago(40, 'd'),
      mailOnReady: true,
      mailOnFailure: false,
    },
  },
  session: {
    list: [
      { id: 'a', userAgent: FIREFOX, createdAt: ago(4, 'h'), expiresAt: ago(-7, 'd'), isCurrent: true },
      { id: 'b', userAgent: PHONE, createdAt: ago(2, 'd'), expiresAt: ago(-5, 'd'), isCurrent: false },
      { id: 'c', userAgent: null, createdAt: ago(6, 'd'), expiresAt: ago(-1, 'd'), isCurrent: false },
    ],
  },
  token: {
    list: [
      {
        id: 'a',
        name: 'nightly report',
        scopes: ['stores:read'],
        createdAt: ago(9, 'd'),
        expiresAt: ago(-81, 'd'),
        lastUsedAt: ago(9, 'h'),
      },
      {
        id: 'b',
        name: 'migration of last year, which nobody uses any more',
        scopes: ['stores:read', 'stores:write', 'credentials:read'],
        createdAt: ago(99, 'd'),
        expiresAt: ago(9, 'd'),
        lastUsedAt: null,
      },
    ],
  },
  store: {
    list: { stores: STORES, nextCursor: null, counts: countsOf(STORES) },
    get: readyStore,
    queue: { waiting: 1, running: 2, waitingSince: ago(4, 's') },
    isNameFree: true,
    typicalTimes: [
      {
        type: 'woocommerce',
        kind: 'provision',
        totalMs: 71_000,
        stepsMs: steps(1, 2, 1, 2, 24, 33, 8, 1),
        samples: 50,
      },
      { type: 'medusa', kind: 'provision', totalMs: 104_000, stepsMs: steps(1, 2, 1, 2, 20, 71, 8, 1), samples: 1 },
    ],
    pods: WOOCOMMERCE,
    events: WOOCOMMERCE_EVENTS,
    use: [
      { resource: 'limits.cpu', used: 2.1, limit: 3.6 },
      { resource: 'requests.cpu', used: 0.35, limit: 1 },
      { resource: 'limits.memory', used: 6.5 * GIB, limit: 7 * GIB },
      { resource: 'requests.memory', used: 0.75 * GIB, limit: 2 * GIB },
      { resource: 'requests.storage', used: 10 * GIB, limit: 20 * GIB },
      { resource: 'persistentvolumeclaims', used: 2, limit: 5 },
      { resource: 'pods', used: 2, limit: 10 },
    ],
    answer: { answers: true, reason: null, since: ago(3, 'h'), askedAt: ago(20, 's') },
    orderCheck: {
      state: 'passed',
      startedAt: ago(3, 'h'),
      finishedAt: ago(3, 'h'),
      steps: [
        { name: 'Find the product', ms: 112 },
        { name: 'Put it into the cart', ms: 240 },
        { name: 'Check out', ms: 913 },
        { name: 'Read the order back', ms: 187 },
        { name: 'Remove it', ms: 96 },
      ],
      failure: null,
    },
    operations: [readyStore.operation],
    logs: MARIADB_LOG,
    credentials: {
      loginUrl: readyStore.adminUrl,
      username: 'admin',
      password: 'Qm7Yt-4vRk_x2Zp9sLd3Wf8aHc',
    },
  },
  audit: {
    listAll: { entries: ENTRIES, nextCursor: 'more' },
  },
  admin: {
    stores: {
      stores: STORES.map((known, index) => ({
        ...known,
        owner: index % 2 ? 'a.person.with.a.long.address@department.example.org' : 'rosa@example.org',
      })),
      nextCursor: null,
    },
    people: {
      people: [
        person('a.person.with.a.long.address@department.example.org', { stores: 4 }),
        person('bert@example.org', { stores: 1, maxStores: 1, hasOwnLimit: true, lastSignInAt: null }),
        person('carla@example.org', { disabledAt: ago(2, 'd') }),
        person('rosa@example.org', { stores: 5 }),
      ],
      nextCursor: null,
    },
    work: [
      {
        ...job('a', comingUp, ago(28, 's')),
        kind: 'provision',
        step: 'start-database',
        detail: 'StatefulSet/database: 0 of 1 pods ready; pulling the image postgres:18.6',
        attempt: 1,
        holder: 'storewright-7c9d-lx2p4/1/5f3e',
      },
      { ...job('b', deleting, ago(14, 's')), kind: 'delete', step: 'confirm-gone', attempt: 2 },
      { ...job('c', readyStore, ago(4, 's')), kind: 'check', status: 'queued', sentAt: null },
    ],
    mismatches: {
      orphans: [
        {
          name: 'store-k3f9a2b7c1',
          uid: 'a',
          storeName: 'summer-sale',
          createdAt: ago(12, 'd'),
          isTerminating: false,
        },
        { name: 'store-x8d2e5f4a0', uid: 'b', storeName: null, createdAt: ago(3, 'h'), isTerminating: true },
      ],
      missing: [{ id: 'paperboats', name: 'paper-boats', owner: 'rosa@example.org' }],
    },
  },
} satisfies Answers;

function steps(...seconds: number[]): Record<string, number> {
  return Object.fromEntries(readyStore.operation.steps.map(({ name }, index) => [name, (seconds[index] ?? 1) * 1_000]));
}

function person(email: string, known: Partial<Person>): Person {
  return {
    id: email,
    email,
    name: null,
    createdAt: ago(40, 'd'),
    disabledAt: null,
    stores: 0,
    maxStores: 5,
    hasOwnLimit: false,
    lastSignInAt: ago(4, 'h'),
    ...known,
  };
}

/** Work that the engine took at once and no process holds. */
function job(id: string, { id: storeId, name: storeName }: StoreView, createdAt: Date) {
  const known = { status: 'running', step: null, detail: null, dispatch: 1, attempt: 0, holder: null } as const;
  return { ...known, id, storeId, storeName, owner: 'rosa@example.org', createdAt, sentAt: createdAt as Date | null };
}

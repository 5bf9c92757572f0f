import type { Scope } from '#server/stores/actor.ts';
import type { ProcedureType } from '#tests/integration/trpc/api.ts';
import {
  CURSORS,
  DAYS,
  FURTHER_FIELDS,
  KEYS,
  LIMITS,
  LINES,
  MOMENTS,
  NAMES,
  OBJECT_NAMES,
  PARTS,
  ROW_IDS,
  SCOPE_LISTS,
  SEARCHES,
  SHAPES,
  SORTS,
  STATUSES,
  STORE_IDS,
  TOKEN_NAMES,
  TYPES,
} from './bad-values.ts';

/** What of one person the procedure is tried on; `userId` is somebody who does nothing themselves. */
export type Own = { userId: string; storeId: string; tokenId: string; sessionId: string };

export type ProcedureRule = {
  type: ProcedureType;
  /** Who may: anyone, anybody signed in, holders of a scope, or, at the dashboard alone, a person or an administrator. */
  who: 'anyone' | 'signed in' | 'in person' | 'administrator' | Scope;
  /** A well-formed input that is about something of `own`; absent when the procedure takes none. */
  input?: (own: Own) => object;
  /** Each field of the input, and values that it must not have. */
  bad?: Record<string, readonly unknown[]>;
  /** Whose input names one object by id: another's id must be answered like an unknown one. */
  id?: keyof Own;
  /** What an id that is not the caller's leads to; 404 unless said. */
  foreign?: 'empty';
};

const store = { input: ({ storeId }: Own) => ({ id: storeId }), id: 'storeId', bad: { id: STORE_IDS } } as const;
const session = { input: ({ sessionId }: Own) => ({ id: sessionId }), id: 'sessionId', bad: { id: ROW_IDS } } as const;
const token = { input: ({ tokenId }: Own) => ({ id: tokenId }), id: 'tokenId', bad: { id: ROW_IDS } } as const;
const allStores = { limit: LIMITS, name: SEARCHES, status: STATUSES, type: TYPES };
const list = { ...allStores, sort: SORTS };
/** Lists that `store.watch` must not take: one wrong field each. */
const lists = Object.entries(list).flatMap(([field, values]) => values.map((value) => ({ [field]: value })));

/** Every procedure of the router, and who may call it. A procedure that is not here fails the suite. */
export const PROCEDURES: Record<string, ProcedureRule> = {
  'admin.stores': {
    type: 'query',
    who: 'administrator',
    input: () => ({ limit: 10 }),
    bad: { ...allStores, owner: PARTS, cursor: CURSORS },
  },
  'admin.people': {
    type: 'query',
    who: 'administrator',
    input: () => ({ limit: 10 }),
    bad: { limit: LIMITS, search: PARTS, cursor: PARTS },
  },
  'admin.setDisabled': {
    type: 'mutation',
    who: 'administrator',
    input: ({ userId }) => ({ id: userId, isDisabled: false }),
    bad: { id: ROW_IDS, isDisabled: ['yes', 1, null, undefined] },
  },
  'admin.setStoreLimit': {
    type: 'mutation',
    who: 'administrator',
    input: ({ userId }) => ({ id: userId, maxStores: 5 }),
    bad: { id: ROW_IDS, maxStores: [-1, 1.5, 100_001, 1e9, NaN, Infinity, '5', undefined] },
  },
  'admin.work': { type: 'query', who: 'administrator' },
  'admin.mismatches': { type: 'query', who: 'administrator' },
  'admin.removeOrphan': {
    type: 'mutation',
    who: 'administrator',
    input: ({ storeId }) => ({ name: `store-${storeId}`, uid: '8f1c5a1e-0000-4000-8000-000000000000' }),
    bad: { name: OBJECT_NAMES, uid: ['', ' ', 'a/b', 'a'.repeat(65), 7, null, undefined] },
  },
  'audit.list': { type: 'query', who: 'in person', ...store, bad: { id: STORE_IDS, limit: LIMITS, cursor: CURSORS } },
  'audit.listAll': {
    type: 'query',
    who: 'administrator',
    input: () => ({ limit: 10 }),
    bad: {
      limit: LIMITS,
      cursor: CURSORS,
      person: PARTS,
      store: PARTS,
      action: STATUSES,
      from: MOMENTS,
      until: MOMENTS,
    },
  },
  'health.get': { type: 'query', who: 'anyone' },
  'me.get': { type: 'query', who: 'signed in' },
  'me.profile': { type: 'query', who: 'in person' },
  'me.chooseMails': {
    type: 'mutation',
    who: 'in person',
    input: () => ({ mailOnReady: true }),
    bad: { mailOnReady: ['yes', 1, null], mailOnFailure: ['no', 0, null, []] },
  },
  'session.list': { type: 'query', who: 'in person' },
  'session.revoke': { type: 'mutation', who: 'in person', ...session },
  'session.revokeOthers': { type: 'mutation', who: 'in person' },
  'store.list': {
    type: 'query',
    who: 'stores:read',
    input: () => ({ limit: 10 }),
    bad: { ...list, cursor: CURSORS },
  },
  'store.get': { type: 'query', who: 'stores:read', ...store },
  'store.pods': { type: 'query', who: 'stores:read', ...store },
  'store.events': { type: 'query', who: 'stores:read', ...store },
  'store.use': { type: 'query', who: 'stores:read', ...store },
  'store.answer': { type: 'query', who: 'stores:read', ...store },
  'store.logs': {
    type: 'query',
    who: 'stores:read',
    ...store,
    input: ({ storeId }) => ({ id: storeId, pod: 'web-0' }),
    bad: {
      id: STORE_IDS,
      pod: OBJECT_NAMES,
      container: OBJECT_NAMES.slice(1),
      lines: LINES,
      previous: ['yes', 1, null],
    },
  },
  'store.followLogs': {
    type: 'subscription',
    who: 'stores:read',
    ...store,
    input: ({ storeId }) => ({ id: storeId, pod: 'web-0' }),
    bad: { id: STORE_IDS, pod: OBJECT_NAMES, container: OBJECT_NAMES.slice(1), lines: LINES, lastEventId: [1, null] },
  },
  'store.orderCheck': { type: 'query', who: 'stores:read', ...store },
  'store.operations': { type: 'query', who: 'stores:read', ...store, foreign: 'empty' },
  'store.isNameFree': {
    type: 'query',
    who: 'stores:read',
    input: () => ({ name: 'a-new-shop' }),
    bad: { name: NAMES },
  },
  'store.queue': { type: 'query', who: 'stores:read' },
  'store.typicalTimes': { type: 'query', who: 'stores:read' },
  'store.watch': {
    type: 'subscription',
    who: 'stores:read',
    input: ({ storeId }) => ({ storeId }),
    bad: { storeId: STORE_IDS, list: [...lists, { cursor: '' }, [], null], lastEventId: [1, null, ['1']] },
  },
  'store.create': {
    type: 'mutation',
    who: 'stores:write',
    input: () => ({ name: 'a-new-shop', type: 'woocommerce' }),
    bad: { name: NAMES, type: [...TYPES, undefined], idempotencyKey: KEYS, id: ['abcdefghij'] },
  },
  'store.delete': { type: 'mutation', who: 'stores:write', ...store },
  'store.retry': { type: 'mutation', who: 'stores:write', ...store },
  'store.checkOrder': { type: 'mutation', who: 'stores:write', ...store },
  'store.credentials': { type: 'mutation', who: 'credentials:read', ...store },
  'token.list': { type: 'query', who: 'in person' },
  'token.create': {
    type: 'mutation',
    who: 'in person',
    input: () => ({ name: 'ci', scopes: ['stores:read'] }),
    bad: { name: TOKEN_NAMES, scopes: SCOPE_LISTS, days: DAYS },
  },
  'token.revoke': { type: 'mutation', who: 'in person', ...token },
};

/** Every bad input that was thought of for a procedure: one wrong field each, a field too many, or no object at all. */
export function badInputs({ input, bad = {} }: ProcedureRule, own: Own): unknown[] {
  const good = input?.(own) ?? {};
  const wrong = Object.entries(bad).flatMap(([field, values]) => values.map((value) => ({ ...good, [field]: value })));
  const excess = FURTHER_FIELDS.map((field) => ({ ...good, [field]: 'x' }));
  return [...wrong, ...excess, ...SHAPES, input ? undefined : {}];
}

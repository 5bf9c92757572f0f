import type { Scope } from '#server/stores/actor.ts';
import type { ProcedureType } from '#tests/integration/trpc/api.ts';

/** What of one person the procedure is tried on. */
export type Own = { storeId: string; tokenId: string; sessionId: string };

export type ProcedureRule = {
  type: ProcedureType;
  /** Who may: anyone, anybody signed in, holders of a scope, or, at the dashboard alone, a person or an administrator. */
  who: 'anyone' | 'signed in' | 'in person' | 'administrator' | Scope;
  /** A well-formed input that is about something of `own`; absent when the procedure takes none. */
  input?: (own: Own) => unknown;
  /** Whose input names one object by id: another's id must be answered like an unknown one. */
  id?: keyof Own;
  /** What an id that is not the caller's leads to; 404 unless said. */
  foreign?: 'empty';
};

const store = { input: ({ storeId }: Own) => ({ id: storeId }), id: 'storeId' } as const;

/** Every procedure of the router, and who may call it. A procedure that is not here fails the suite. */
export const PROCEDURES: Record<string, ProcedureRule> = {
  'audit.list': { type: 'query', who: 'in person', ...store },
  'audit.listAll': { type: 'query', who: 'administrator', input: () => ({ limit: 10 }) },
  'health.get': { type: 'query', who: 'anyone' },
  'me.get': { type: 'query', who: 'signed in' },
  'session.list': { type: 'query', who: 'in person' },
  'session.revoke': {
    type: 'mutation',
    who: 'in person',
    input: ({ sessionId }) => ({ id: sessionId }),
    id: 'sessionId',
  },
  'session.revokeOthers': { type: 'mutation', who: 'in person' },
  'store.list': { type: 'query', who: 'stores:read', input: () => ({ limit: 10 }) },
  'store.get': { type: 'query', who: 'stores:read', ...store },
  'store.pods': { type: 'query', who: 'stores:read', ...store },
  'store.orderCheck': { type: 'query', who: 'stores:read', ...store },
  'store.operations': { type: 'query', who: 'stores:read', ...store, foreign: 'empty' },
  'store.watch': { type: 'subscription', who: 'stores:read', input: ({ storeId }) => ({ storeId }) },
  'store.create': { type: 'mutation', who: 'stores:write', input: () => ({ name: 'a-new-shop', type: 'woocommerce' }) },
  'store.delete': { type: 'mutation', who: 'stores:write', ...store },
  'store.retry': { type: 'mutation', who: 'stores:write', ...store },
  'store.credentials': { type: 'mutation', who: 'credentials:read', ...store },
  'token.list': { type: 'query', who: 'in person' },
  'token.create': { type: 'mutation', who: 'in person', input: () => ({ name: 'ci', scopes: ['stores:read'] }) },
  'token.revoke': { type: 'mutation', who: 'in person', input: ({ tokenId }) => ({ id: tokenId }), id: 'tokenId' },
};

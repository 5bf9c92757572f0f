import { expect, it } from 'vitest';
import type { StoreView } from '#server/stores/view.ts';
import { diagnosticsOf } from './diagnostics.ts';

const at = new Date('2026-11-23T12:00:00Z');

it('holds what somebody needs who sees only this text', () => {
  const store: StoreView = {
    id: 'abcdefghij',
    name: 'first',
    namespace: 'store-abcdefghij',
    type: 'medusa',
    status: 'failed',
    version: 7,
    host: 'first.localhost',
    url: 'http://first.localhost/',
    adminUrl: 'http://first.localhost/app',
    createdAt: at,
    readyAt: null,
    operation: {
      id: '0b0e',
      kind: 'provision',
      status: 'failed',
      createdAt: at,
      startedAt: at,
      finishedAt: null,
      deadline: null,
      steps: [{ name: 'start-database', status: 'failed', detail: 'It ends again.', startedAt: at, finishedAt: at }],
      failure: {
        reason: 'CrashLoop',
        step: 'start-database',
        object: 'Pod/database-0',
        message: 'back-off 5m0s',
        events: ['Pod/database-0: BackOff: restarting'],
        logs: 'no room\nleft',
      },
    },
  };
  expect(diagnosticsOf(store, '0.1.0')).toBe(`Store: first (abcdefghij), medusa, failed
Namespace: store-abcdefghij
Storewright: 0.1.0
Operation: provision 0b0e, started 2026-11-23T12:00:00.000Z, ended –
  failed    Start database: It ends again.

Reason: CrashLoop
Step: Start database
Object: Pod/database-0
Message: back-off 5m0s
What to do: Read the last log lines below; mend what they name, then retry.
Last warnings:
  Pod/database-0: BackOff: restarting
Last log lines:
  no room
  left
`);
});

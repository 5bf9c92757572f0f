import { expect } from 'vitest';
import type { World } from '../support/world.ts';
import type { Attempt, Outcome, Person } from './person.ts';

/**
 * Checks what was promised to each person by its answers, of a world at rest: I7, that one key made one store, that what was
 * refused made nothing, that credentials are made once, and that no answer was a fault of the platform.
 */
export async function checkPromises(world: World, people: readonly Person[]): Promise<void> {
  const attempts = people.flatMap((person) => person.attempts);
  const faults = attempts.filter(({ outcome }) => outcome.is === 'unknown' && outcome.why === 'INTERNAL');
  expect(faults, 'an answer INTERNAL').toEqual([]);

  const { rows: stores } = await world.database.pool.query<{ id: string; name: string; type: string }>(
    'select id, name, type from stores',
  );
  const idsOf = (those: readonly Attempt[], ...kinds: Outcome['is'][]) =>
    new Set(those.flatMap(({ id, outcome }) => (kinds.includes(outcome.is) ? [idOf(outcome) ?? id] : [])));
  const doing = (what: Attempt['do']) => attempts.filter((attempt) => attempt.do === what);
  const live = new Map(stores.map((store) => [store.id, store]));

  const deleted = idsOf(doing('delete'), 'accepted');
  const perhapsDeleted = idsOf(doing('delete'), 'accepted', 'unknown');
  for (const { request, outcome } of doing('create')) {
    if (outcome.is !== 'accepted') continue;
    const store = live.get(outcome.id);
    if (!store) expect([...perhapsDeleted], 'I7: an acknowledged store vanished').toContain(outcome.id);
    else
      expect(store, 'I7: an acknowledged store is another').toMatchObject({ name: request?.name, type: request?.type });
  }
  expect(
    [...deleted].filter((id) => id && live.has(id)),
    'I7: a store whose deletion was acknowledged',
  ).toEqual([]);

  checkKeys(doing('create'));
  checkCredentials(doing('credentials'));
  await checkOrigins(world, attempts);
}

const idOf = (outcome: Outcome) => (outcome.is === 'accepted' ? outcome.id : undefined);

/** However often and whenever it is asked, one key answers one store. */
function checkKeys(creates: readonly Attempt[]): void {
  const told = creates.filter(({ request, outcome }) => request?.idempotencyKey && outcome.is === 'accepted');
  for (const [key, answers] of Map.groupBy(told, ({ request }) => request?.idempotencyKey)) {
    const ids = new Set(answers.map(({ outcome }) => idOf(outcome)));
    expect([...ids], `I7: the stores of key ${key}`).toHaveLength(1);
  }
}

function checkCredentials(reveals: readonly Attempt[]): void {
  for (const [id, shown] of Map.groupBy(reveals, (attempt) => attempt.id)) {
    const secrets = shown.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.secret] : []));
    expect(new Set(secrets).size, `the credentials of ${id} changed`).toBeLessThanOrEqual(1);
  }
}

/** Whatever happened was asked for: by a call that was accepted, or by one whose answer was lost. */
async function checkOrigins({ database: { pool } }: World, attempts: readonly Attempt[]): Promise<void> {
  const { rows } = await pool.query<{ action: string; store_id: string; store_name: string; email: string }>(
    `select a.action, a.store_id, a.store_name, u.email from audit_entries a join users u on u.id = a.actor_id
     where a.action in ('store.create', 'store.delete', 'store.retry')`,
  );
  const unasked = rows.filter(
    (entry) =>
      !attempts.some(
        ({ person, do: what, id, request, outcome }) =>
          entry.email.startsWith(`${person}@`) &&
          entry.action === `store.${what}` &&
          (outcome.is === 'accepted'
            ? outcome.id === entry.store_id
            : outcome.is === 'unknown' && (id === entry.store_id || request?.name === entry.store_name)),
      ),
  );
  expect(unasked, 'I7: what nobody asked for, or was refused').toEqual([]);
}

import type { Pool } from 'pg';

/** What counts an owner's stores writes one row anew for each: of many in one statement, each would look at all before it. */
const AT_ONCE = 1_000;

const INSERT = `
  with made as (
    select n, gen_random_uuid() as operation,
      translate(lpad(to_hex(n), 5, '0'), '0123456789', 'ghijklmnop') || translate(left(md5($1::text), 5), '0123456789', 'qrstuvwxyz') as id
    from generate_series($2::int, $3::int) n
  ), worked as (
    insert into operations (id, store_id, store_name, store_type, requested_by_id, kind, status, sent_at, started_at, finished_at)
    select operation, id, 'bench-' || id, 'woocommerce', $1::uuid, 'provision', 'succeeded', now(), now(), now() from made
  ), stepped as (
    insert into steps (operation_id, name, position, status, started_at, finished_at)
    select operation, 'step-' || position, position, 'succeeded', now(), now() from made, generate_series(0, 7) position
  )
  insert into stores (id, name, namespace, host, type, status, owner_id, operation_id, created_at, ready_at)
  select id, 'bench-' || id, 'store-' || id, 'bench-' || id || '.localhost', 'woocommerce', $4::store_status, $1::uuid, operation,
    now() - n * interval '1 second', now() from made`;

/**
 * Stores with an operation and its steps each, by SQL alone: what lists and streams show, no work behind it. READY ones need a namespace
 * each, or the platform finds that it is missing.
 */
export async function insertStores(
  database: Pool,
  ownerId: string,
  count: number,
  status: 'ready' | 'failed' = 'failed',
): Promise<void> {
  for (let first = 1; first <= count; first += AT_ONCE)
    await database.query(INSERT, [ownerId, first, Math.min(first + AT_ONCE - 1, count), status]);
  await database.query('analyze stores, operations, steps');
}

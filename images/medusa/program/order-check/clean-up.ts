import type { Client } from 'pg';
import { inTransaction } from '../database.ts';
import { waitFor } from '../patience.ts';
import { CHECK_EMAIL, PRODUCT_HANDLE } from './traces.ts';

/**
 * Takes away every row that order checks left: this run's and those of runs that were killed. What belongs to an order or a
 * cart is found by the check's address and product, since the storefront makes no cart without an item; the tables' own cascades
 * take the rest along.
 */
export async function cleanUp(client: Client): Promise<void> {
  const numbers = await inTransaction(client, async () => {
    await findTraces(client);
    const { rows } = await client.query('select display_id from check_order');
    for (const statement of REMOVALS) await client.query(statement);
    await client.query('delete from customer where email = $1 and not has_account', [CHECK_EMAIL]);
    return rows.map((row) => Number(row.display_id));
  });
  if (numbers.length > 0) await giveNumberBack(client, Math.min(...numbers));
}

/** Longer than Medusa takes for an order that the storefront gave up after 20 s. */
const COMPLETION_PATIENCE_MS = 30_000;

/**
 * After a checkout that failed Medusa may still be making an order of the cart, which would come after the clean-up. Waits until
 * Medusa's protocol says that it has done or undone it, or no longer than there is patience: then the next run cleans up.
 */
export async function letCompletionEnd(client: Client, signal: AbortSignal): Promise<void> {
  const ended = async (because: (reason: string) => undefined) => {
    const { rowCount } = await client.query(
      `select from workflow_execution where workflow_id = 'complete-cart' and state in ('done', 'failed', 'reverted')
       and context->'data'->'payload'->>'id' in (select c.id from (${CARTS}) c)`,
    );
    return Boolean(rowCount) || because('it may yet be placed');
  };
  await waitFor('the order', ended, { patienceMs: COMPLETION_PATIENCE_MS, signal }).catch(() => {});
}

const VARIANTS = `select v.id from product_variant v join product p on p.id = v.product_id where p.handle = '${PRODUCT_HANDLE}'`;

const CARTS = `select id, shipping_address_id, billing_address_id, created_at from cart
  where (email is null or email = '${CHECK_EMAIL}')
    and id in (select cart_id from cart_line_item where variant_id in (${VARIANTS}))`;

/** Tables of this transaction alone, with what is to go. */
async function findTraces(client: Client): Promise<void> {
  await client.query(`create temporary table check_variant on commit drop as ${VARIANTS}`);
  await client.query(
    `create temporary table check_order on commit drop as
     select id, display_id, shipping_address_id, billing_address_id from "order"
     where email = '${CHECK_EMAIL}' and id in (select i.order_id from order_item i
       join order_line_item l on l.id = i.item_id where l.variant_id in (select id from check_variant))`,
  );
  await client.query(`create temporary table check_cart on commit drop as ${CARTS}`);
}

const PAYMENTS = `select payment_collection_id from cart_payment_collection where cart_id in (select id from check_cart)
  union select payment_collection_id from order_payment_collection where order_id in (select id from check_order)`;

/** In this order: what points at a row goes before it. */
const REMOVALS = [
  `delete from payment_collection where id in (${PAYMENTS})`,
  'delete from cart_payment_collection where cart_id in (select id from check_cart)',
  'delete from order_payment_collection where order_id in (select id from check_order)',
  'delete from order_cart where order_id in (select id from check_order) or cart_id in (select id from check_cart)',
  // Medusa keeps the protocol of a completed cart for three days.
  `delete from workflow_execution w using check_cart c
   where w.workflow_id = 'complete-cart' and w.context->'data'->'payload'->>'id' = c.id`,

  `create temporary table check_line on commit drop as select item_id from order_item where order_id in (select id from check_order)`,
  `create temporary table check_method on commit drop as
   select shipping_method_id from order_shipping where order_id in (select id from check_order)`,
  'delete from "order" where id in (select id from check_order)',
  'delete from order_line_item where id in (select item_id from check_line)',
  'delete from order_shipping_method where id in (select shipping_method_id from check_method)',
  `delete from order_address a using check_order o where a.id in (o.shipping_address_id, o.billing_address_id)`,

  'delete from cart where id in (select id from check_cart)',
  // A cart begins with an address that has only a country; when the customer enters one, nothing points at the first any more.
  `delete from cart_address a using check_cart c where a.id in (c.shipping_address_id, c.billing_address_id)
     or (a.created_at between c.created_at - interval '1 second' and c.created_at and a.first_name is null
       and not exists (select from cart where a.id in (cart.shipping_address_id, cart.billing_address_id)))`,

  `delete from price where price_set_id in (select price_set_id from product_variant_price_set
     where variant_id in (select id from check_variant))`,
];

/**
 * Lets the next order have the number that the check's had, unless another order came after it. While the lock is held nobody
 * can take a number: an order's insert waits for it. The rows are gone for good by now, so no number is given twice.
 */
async function giveNumberBack(client: Client, number: number): Promise<void> {
  await inTransaction(client, async () => {
    await client.query("set local lock_timeout = '5s'");
    await client.query('lock table "order" in share row exclusive mode');
    await client.query(
      `select setval('order_display_id_seq', greatest($1::int - 1, 1), $1::int > 1)
       where not exists (select from "order" where display_id >= $1::int)`,
      [number],
    );
  });
}

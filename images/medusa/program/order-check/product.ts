import type { Client } from 'pg';
import { inTransaction } from '../database.ts';
import { newId } from '../init/id.ts';
import { PRODUCT_HANDLE } from './traces.ts';

export type Purchase = { variantId: string; countryCode: string };

/** In units of whatever currency. The product costs something, so that a sum has to be right. */
const AMOUNT = 1;

/**
 * Makes the order check's product buyable: gives it a price in the currency of every region, and brings it back should the
 * owner have deleted it. Without a price nobody could buy it, so the clean-up takes the price away again.
 */
export async function preparePurchase(client: Client, country: string, currency: string): Promise<Purchase> {
  return inTransaction(client, async () => {
    const { rows } = await client.query('select id from product where handle = $1 order by created_at limit 1', [
      PRODUCT_HANDLE,
    ]);
    if (rows.length === 0) {
      throw new Error(`The product "${PRODUCT_HANDLE}" is not in the database. Restore the database from a backup.`);
    }
    await restore(client, rows[0].id);
    const variants = await client.query(
      `select v.id, l.price_set_id from product_variant v join product_variant_price_set l on l.variant_id = v.id
       where v.product_id = $1 limit 1`,
      [rows[0].id],
    );
    const { id: variantId, price_set_id: priceSetId } = variants.rows[0];
    const currencies = await client.query('select distinct currency_code from region where deleted_at is null');
    for (const { currency_code } of currencies.rows) {
      await client.query(
        `insert into price (id, price_set_id, currency_code, amount, raw_amount, rules_count) values ($1, $2, $3, $4, $5, 0)`,
        [newId('price'), priceSetId, currency_code, AMOUNT, { value: String(AMOUNT), precision: 20 }],
      );
    }
    return { variantId, countryCode: await countryOf(client, country, currency) };
  });
}

/** What Medusa marks as deleted together with a product; the condition is on the product's id. */
const PARTS_OF_A_PRODUCT = [
  'product where id = $1',
  'product_variant where product_id = $1',
  'product_sales_channel where product_id = $1',
  'product_shipping_profile where product_id = $1',
  'product_variant_price_set where variant_id in (select id from product_variant where product_id = $1)',
  `price_set where id in (select price_set_id from product_variant_price_set l join product_variant v on v.id = l.variant_id
     where v.product_id = $1)`,
];

async function restore(client: Client, productId: string): Promise<void> {
  for (const part of PARTS_OF_A_PRODUCT) {
    const [table] = part.split(' ', 1);
    await client.query(
      `update ${table} set deleted_at = null ${part.slice(table?.length)} and deleted_at is not null`,
      [productId],
    );
  }
  await client.query("update product set status = 'published' where id = $1 and status <> 'published'", [productId]);
}

/** Where the parcel goes: the shop's own country, or one that it sells to since its owner changed that. */
async function countryOf(client: Client, country: string, currency: string): Promise<string> {
  const { rows } = await client.query(
    `select iso_2 from region_country c join region r on r.id = c.region_id
     where r.deleted_at is null and c.deleted_at is null
     order by iso_2 = $1 desc, r.currency_code = $2 desc, iso_2 limit 1`,
    [country, currency],
  );
  return rows[0]?.iso_2 ?? country;
}

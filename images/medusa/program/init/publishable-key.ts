import type { Client } from 'pg';
import { newId } from './id.ts';

/**
 * The key by which the storefront asks for the shop's products: the one of the Secret, opening the shop's channel. A key that
 * the owner revoked stays revoked.
 */
export async function ensurePublishableKey(client: Client, token: string): Promise<void> {
  const id = newId('apk');
  const { rowCount } = await client.query(
    `insert into api_key (id, token, salt, redacted, title, type, created_by)
     values ($1, $2, '', $3, 'Storefront', 'publishable', '') on conflict (token) do nothing`,
    [id, token, `${token.slice(0, 6)}***${token.slice(-3)}`],
  );
  if (rowCount === 0) return;
  await client.query(
    `insert into publishable_api_key_sales_channel (publishable_key_id, sales_channel_id, id)
     select $1, default_sales_channel_id, $2 from store`,
    [id, newId('pksc')],
  );
  console.log('publishable key: written');
}

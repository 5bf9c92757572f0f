import { createHmac } from 'node:crypto';
import type { Client } from 'pg';
import { CHECK_EMAIL } from './traces.ts';

/** Seconds that the token is good for: one request. */
const TOKEN_SECONDS = 60;

const TIMEOUT_MS = 20_000;

/**
 * A token of the admin API for a user of the shop, signed with the shop's own secret as Medusa signs it at a sign-in: the
 * check so depends on no password that the owner may change.
 */
export async function adminToken(client: Client, secret: string): Promise<string> {
  const { rows } = await client.query(
    `select u.id, i.id as identity_id from "user" u
     join auth_identity i on i.app_metadata->>'user_id' = u.id and i.deleted_at is null
     where u.deleted_at is null order by u.created_at limit 1`,
  );
  if (rows.length === 0) throw new Error('The shop has no user who may see orders. Invite one in the admin.');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    actor_id: rows[0].id,
    actor_type: 'user',
    auth_identity_id: rows[0].identity_id,
    app_metadata: { user_id: rows[0].id },
    iat: now,
    exp: now + TOKEN_SECONDS,
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

type Order = { email: string; items: { variant_id: string; quantity: number }[] };

/** Sees the order as the owner does, with what was bought and by whom. */
export async function readOrderBack(
  backendUrl: string,
  token: string,
  orderId: string,
  { variantId }: { variantId: string },
): Promise<void> {
  const path = `/admin/orders/${orderId}?fields=%2Bemail`;
  const answer = await fetch(backendUrl + path, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${body.slice(0, 300)}`);
  const { order } = JSON.parse(body) as { order: Order };
  const [item] = order.items;
  if (order.email !== CHECK_EMAIL || item?.variant_id !== variantId || item.quantity !== 1) {
    throw new Error(`GET ${path} answered with another order than was placed, of ${order.items.length} items.`);
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto';

/** Orders that a browser may look at again. */
const ORDERS_KEPT = 10;

/** Of a signature, in characters of 6 bits: 132 bits, more than anybody guesses. */
const SIGNATURE_LENGTH = 22;

const sign = (id: string, secret: string): string =>
  createHmac('sha256', secret).update(`order ${id}`).digest('base64url').slice(0, SIGNATURE_LENGTH);

const isSigned = (id: string, signature: string, secret: string): boolean => {
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(id, secret))];
  return given.length === right.length && timingSafeEqual(given, right);
};

/** The ids of orders in the cookie, without those that this shop did not sign: an id alone opens no order. */
export const readOrders = (cookie: string, secret: string): string[] =>
  cookie.split(',').flatMap((entry) => {
    const [id = '', signature = ''] = entry.split('.');
    return /^\w+$/.test(id) && isSigned(id, signature, secret) ? [id] : [];
  });

/** The cookie by which a browser may see these orders, the newest first; the oldest go where there are too many. */
export const writeOrders = (ids: string[], secret: string): string =>
  ids
    .slice(0, ORDERS_KEPT)
    .map((id) => `${id}.${sign(id, secret)}`)
    .join();

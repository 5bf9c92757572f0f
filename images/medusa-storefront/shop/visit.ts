import type { GetServerSidePropsContext } from 'next';
import { findCart } from '../medusa/carts.ts';
import { connect, type Backend } from '../medusa/client.ts';
import { findRegion } from '../medusa/regions.ts';
import type { Cart, Region } from '../medusa/shapes.ts';
import { formatCookie } from './cookie.ts';
import { readForm } from './form.ts';
import { readOrders, writeOrders } from './order-cookie.ts';
import { pictureAddress } from './picture-address.ts';
import { readSettings, type Settings } from './settings.ts';

const CART = 'cart';
const ORDERS = 'orders';

/** One request of a customer: what it asked, and the shop as this customer sees it. */
export interface Visit {
  settings: Settings;
  backend: Backend;
  param(name: string): string;
  query(name: string): string | undefined;
  form(): Promise<URLSearchParams>;
  /** A picture's address as this browser can get it, or null. */
  picture(written: string | null | undefined): string | null;
  region(): Promise<Region | null>;
  /** What the browser says is its cart; empty when it has none. */
  cartId: string;
  /** The cart of this browser, even when it became an order; null when it has none. */
  cart(): Promise<Cart | null>;
  keepCart(id: string): void;
  /** Lets this browser see the order, and gives up the cart that it came from. */
  keepOrder(id: string): void;
  hasOrder(id: string): boolean;
}

const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let reading: Promise<T> | undefined;
  return () => (reading ??= read());
};

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** Reads the request as a visit; cart and region are asked for once, and only when somebody wants them. */
export const beginVisit = ({ req, res, query, params }: GetServerSidePropsContext): Visit => {
  const settings = readSettings();
  const backend = connect(settings.backendUrl, settings.publishableKey);
  const isHttps = first(req.headers['x-forwarded-proto'])?.split(',')[0]?.trim() === 'https';
  const keep = (name: string, value: string) => res.appendHeader('Set-Cookie', formatCookie(name, value, isHttps));
  // The key is the one secret of the storefront: it asks the backend itself, so no browser ever sees it.
  const orders = readOrders(req.cookies[ORDERS] ?? '', settings.publishableKey);
  const cartId = req.cookies[CART] ?? '';

  return {
    settings,
    backend,
    param: (name) => first(params?.[name]) ?? '',
    query: (name) => first(query[name]),
    form: once(() => readForm(req)),
    picture: (written) => pictureAddress(written, [settings.url, settings.backendUrl]),
    region: once(() => findRegion(backend, settings.country, settings.currency)),
    cartId,
    cart: once(async () => (cartId ? findCart(backend, cartId) : null)),
    keepCart: (id) => void keep(CART, id),
    keepOrder: (id) => {
      keep(ORDERS, writeOrders([id, ...orders.filter((other) => other !== id)], settings.publishableKey));
      keep(CART, '');
    },
    hasOrder: (id) => orders.includes(id),
  };
};

import Head from 'next/head';
import type { ReactNode } from 'react';
import type { Shop } from '../shop/shop-page.ts';

/** Head and foot of every page. Without a shop, as in pages that Next.js makes at build time, it names none. */
export function Frame({ shop, children }: { shop: Shop | undefined; children: ReactNode }) {
  const items = shop?.itemsInCart ?? 0;
  return (
    <>
      <Head>
        <title>{shop?.name ?? 'Shop'}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
      </Head>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="head">
        <a className="brand" href="/">
          {shop?.name ?? 'Shop'}
        </a>
        <nav aria-label="Shop">
          <a href="/">All products</a>
          <a id="to-cart" className="to-cart" href="/cart">
            Cart{' '}
            <span className={items > 0 ? 'count' : 'count is-empty'}>
              {items}
              <span className="unseen"> {items === 1 ? 'item' : 'items'}</span>
            </span>
          </a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <p id="announcement" className="unseen" role="status" />
      {shop && (
        <footer className="foot">
          <p>{shop.name}</p>
          <p>Prices in {shop.currency.toUpperCase()}. You pay on delivery.</p>
        </footer>
      )}
    </>
  );
}

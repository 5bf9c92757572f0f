import Head from 'next/head';
import type { Shop } from '../shop/shop-page.ts';

/** The title of the browser's tab and what search engines say of the page; without a description they leave the page out. */
export function PageTitle({ shop, title, description }: { shop: Shop; title?: string; description?: string | null }) {
  const whole = title === undefined ? shop.name : `${title} · ${shop.name}`;
  return (
    <Head>
      <title>{whole}</title>
      {description ? (
        <meta key="about" name="description" content={description.slice(0, 160)} />
      ) : (
        <meta key="about" name="robots" content="noindex" />
      )}
    </Head>
  );
}

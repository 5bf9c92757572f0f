import type { Product } from '../medusa/shapes.ts';
import type { Shop } from '../shop/shop-page.ts';
import { buyable, lowestPrice } from '../shop/variants.ts';
import { Picture } from './picture.tsx';
import { PriceTag } from './price.tsx';

/** Products whose pictures are likely on the first screen. */
const FIRST_SCREEN = 4;

function ProductCard({ shop, product, isFirst }: { shop: Shop; product: Product; isFirst: boolean }) {
  const variants = product.variants ?? [];
  const isSoldOut = variants.every((variant) => buyable(variant) === 0);
  return (
    <li>
      <a className="card" href={`/products/${encodeURIComponent(product.handle)}`}>
        <Picture address={product.thumbnail} name={product.title} isFirst={isFirst} />
        <span className="card-title">{product.title}</span>
        <PriceTag
          shop={shop}
          price={lowestPrice(variants)}
          currency={variants[0]?.calculated_price?.currency_code ?? shop.currency}
        />
        {isSoldOut && <span className="sold-out">Sold out</span>}
      </a>
    </li>
  );
}

function Pages({ page, pages }: { page: number; pages: number }) {
  if (pages === 1) return null;
  return (
    <nav className="pages" aria-label="Pages of the catalogue">
      {page > 1 && (
        <a rel="prev" href={page === 2 ? '/' : `/?page=${page - 1}`}>
          Newer
        </a>
      )}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages && (
        <a rel="next" href={`/?page=${page + 1}`}>
          Older
        </a>
      )}
    </nav>
  );
}

interface Props {
  shop: Shop;
  products: Product[];
  page: number;
  pages: number;
}

/** All products, the newest first; in a shop without any, that more is to come. */
export function Catalogue({ shop, products, page, pages }: Props) {
  if (products.length === 0) {
    return (
      <section className="quiet" aria-labelledby="title">
        <h1 id="title">The shop is being set up</h1>
        <p>There is nothing to buy at {shop.name} yet. Please come back soon.</p>
      </section>
    );
  }
  return (
    <>
      <h1 className="page-title">All products</h1>
      <ul className="grid">
        {products.map((product, index) => (
          <ProductCard key={product.id} shop={shop} product={product} isFirst={index < FIRST_SCREEN} />
        ))}
      </ul>
      <Pages page={page} pages={pages} />
    </>
  );
}

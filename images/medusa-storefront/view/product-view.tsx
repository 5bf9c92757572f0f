import type { Product, Variant } from '../medusa/shapes.ts';
import type { Shop } from '../shop/shop-page.ts';
import { buyable, chosenVariant, priceOf } from '../shop/variants.ts';
import { Options } from './options.tsx';
import { Picture } from './picture.tsx';
import { PriceTag } from './price.tsx';

/** Pieces below which a customer is told how few are left. */
const FEW = 5;

const stockOf = (variant: Variant): { words: string; state: string } => {
  const left = buyable(variant);
  if (left === 0) return { words: 'Sold out', state: 'is-out' };
  return left <= FEW ? { words: `Only ${left} left`, state: 'is-low' } : { words: 'In stock', state: 'is-in' };
};

function AddToCart({ variant }: { variant: Variant }) {
  const most = buyable(variant);
  return (
    <form className="add" method="post" action="/cart/items">
      <input type="hidden" name="variant_id" value={variant.id} />
      <label className="amount">
        <span>Quantity</span>
        <input type="number" name="quantity" inputMode="numeric" min="1" max={most} defaultValue="1" required />
      </label>
      <button className="button" disabled={most === 0}>
        {most === 0 ? 'Sold out' : 'Add to cart'}
      </button>
    </form>
  );
}

interface Props {
  shop: Shop;
  product: Product;
  pictures: string[];
  variantId: string | null;
}

/** One product with the chosen variant's price and stock, ready to be put in the cart. */
export function ProductView({ shop, product, pictures, variantId }: Props) {
  const variants = product.variants ?? [];
  const variant = chosenVariant(variants, variantId ?? undefined);
  const price = variant && priceOf(variant);
  const stock = variant && stockOf(variant);
  return (
    <article className="product" aria-labelledby="title">
      <div className="pictures">
        {(pictures.length === 0 ? [null] : pictures).map((address, index) => (
          <Picture key={address} address={address} name={product.title} isFirst={index === 0} />
        ))}
      </div>
      <div className="about">
        <h1 id="title">{product.title}</h1>
        {product.subtitle && <p className="subtitle">{product.subtitle}</p>}
        <p className="product-price">
          <PriceTag shop={shop} price={price} currency={variant?.calculated_price?.currency_code ?? shop.currency} />
        </p>
        {variant && <Options product={product} chosen={variant} />}
        {variant && stock && price && (
          <>
            <p className={`stock ${stock.state}`} data-announcement={`${variant.title}: ${stock.words}`}>
              {stock.words}
            </p>
            <AddToCart variant={variant} />
          </>
        )}
        {product.description && <p className="description">{product.description}</p>}
      </div>
    </article>
  );
}

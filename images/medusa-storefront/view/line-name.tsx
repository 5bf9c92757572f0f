import type { Line } from '../medusa/shapes.ts';

/** What a line is of, for a sentence: `Linen shirt, M / White`. */
export const lineName = ({ product_title, variant_title }: Line): string =>
  isTelling(variant_title) ? `${product_title}, ${variant_title}` : product_title;

/** Medusa names the only variant of a product without options `Default variant`, which tells a customer nothing. */
const isTelling = (title: string | null): title is string => title !== null && !/^default\b/i.test(title);

/** A line's product and, below it, which variant. */
export function LineName({ line }: { line: Line }) {
  const { product_title, product_handle, variant_title, variant_id } = line;
  const address = product_handle && `/products/${encodeURIComponent(product_handle)}?variant=${variant_id}`;
  return (
    <span className="line-name">
      {address ? <a href={address}>{product_title}</a> : product_title}
      {isTelling(variant_title) && <small>{variant_title}</small>}
    </span>
  );
}

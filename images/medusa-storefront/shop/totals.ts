import type { Sums } from '../medusa/shapes.ts';

/** The lines of a bill; they add up to `total`, of which `tax` is a part. */
export interface Totals {
  items: number;
  /** Negative, or 0. */
  discount: number;
  /** null while no way of delivery is chosen. */
  shipping: number | null;
  total: number;
  tax: number;
}

/** The bill of a cart or an order. All of Medusa's totals here contain tax. */
export const totalsOf = (sums: Sums): Totals => ({
  items: sums.original_item_total,
  discount: sums.item_total - sums.original_item_total,
  shipping: sums.shipping_methods?.length ? sums.shipping_total : null,
  total: sums.total,
  tax: sums.tax_total,
});

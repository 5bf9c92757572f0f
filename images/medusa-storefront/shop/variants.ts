import type { Price, Product, Variant } from '../medusa/shapes.ts';
import { MOST_AT_ONCE } from './quantity.ts';

/** How many can be bought at once: 0 when sold out, 99 where the shop does not count or takes orders ahead. */
export const buyable = (variant: Variant): number => {
  if (!variant.calculated_price) return 0;
  if (!variant.manage_inventory || variant.allow_backorder) return MOST_AT_ONCE;
  return Math.max(0, Math.min(MOST_AT_ONCE, Math.floor(variant.inventory_quantity ?? 0)));
};

/** What one piece costs, with tax where the country's is known, and what it cost before a reduction. */
export const priceOf = ({ calculated_price: price }: Variant): { now: number; before: number | null } | null => {
  if (!price) return null;
  const now = price.calculated_amount_with_tax ?? price.calculated_amount;
  const before = beforeOf(price);
  return { now, before: before > now ? before : null };
};

const beforeOf = (price: Price): number => price.original_amount_with_tax ?? price.original_amount;

/** The cheapest variant's price, and whether others cost more. */
export const lowestPrice = (variants: Variant[]): { now: number; before: number | null; isFrom: boolean } | null => {
  const prices = variants.flatMap((variant) => priceOf(variant) ?? []).toSorted((a, b) => a.now - b.now);
  const [lowest] = prices;
  return lowest ? { ...lowest, isFrom: prices.some(({ now }) => now > lowest.now) } : null;
};

/** The variant that the address names, else the first that can be bought, else the first. */
export const chosenVariant = (variants: Variant[], id: string | undefined): Variant | null =>
  variants.find((variant) => variant.id === id) ??
  variants.find((variant) => buyable(variant) > 0) ??
  variants[0] ??
  null;

const valueOf = (variant: Variant, optionId: string): string | undefined =>
  variant.options?.find(({ option_id }) => option_id === optionId)?.value;

export interface Choice {
  value: string;
  isChosen: boolean;
  /** The variant with this value that is nearest to the chosen one; null when there is none. */
  variantId: string | null;
  isSoldOut: boolean;
}

/** For each option of the product its values, and where each of them leads from the chosen variant. */
export const choicesOf = (
  { options, variants }: Pick<Product, 'options' | 'variants'>,
  chosen: Variant,
): { title: string; choices: Choice[] }[] =>
  (options ?? []).map((option) => ({
    title: option.title,
    choices: (option.values ?? []).map(({ value }) => {
      const isChosen = valueOf(chosen, option.id) === value;
      const nearest = isChosen ? chosen : nearestWith(variants ?? [], option.id, value, chosen);
      return { value, isChosen, variantId: nearest?.id ?? null, isSoldOut: nearest === null || buyable(nearest) === 0 };
    }),
  }));

const nearestWith = (variants: Variant[], optionId: string, value: string, chosen: Variant): Variant | null => {
  const alike = (variant: Variant) =>
    (variant.options ?? []).filter((option) => valueOf(chosen, option.option_id) === option.value).length;
  const [nearest] = variants
    .filter((variant) => valueOf(variant, optionId) === value)
    .toSorted((a, b) => alike(b) - alike(a) || buyable(b) - buyable(a));
  return nearest ?? null;
};

import type { Backend } from './client.ts';
import type { Product, Region } from './shapes.ts';

/** Products on one page of the catalogue: rows of two, three and four come out even. */
export const PAGE_SIZE = 24;

const IN_THE_CATALOGUE = [
  'id,title,handle,subtitle,description,thumbnail',
  'variants.id,variants.title,variants.manage_inventory,variants.allow_backorder',
  '*variants.calculated_price,+variants.inventory_quantity',
].join();
const ON_ITS_PAGE = `${IN_THE_CATALOGUE},*images,*options,*options.values,*variants.options`;

/** Prices depend on the region; with a country they come with its taxes too, as the cart will show them. */
const pricesFor = (region: Region, country: string) => ({
  region_id: region.id,
  country_code: region.countries.some(({ iso_2 }) => iso_2 === country) ? country : undefined,
});

/** One page of the catalogue, the newest first, and how many products there are in all. */
export const listProducts = (
  backend: Backend,
  region: Region,
  country: string,
  page: number,
): Promise<{ products: Product[]; count: number }> =>
  backend('/store/products', {
    query: {
      ...pricesFor(region, country),
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
      order: '-created_at',
      fields: IN_THE_CATALOGUE,
    },
  });

/** The product with this handle, or null. */
export const findProduct = async (
  backend: Backend,
  region: Region,
  country: string,
  handle: string,
): Promise<Product | null> => {
  const { products } = await backend<{ products: Product[] }>('/store/products', {
    query: { ...pricesFor(region, country), handle, limit: 1, fields: ON_ITS_PAGE },
  });
  return products[0] ?? null;
};

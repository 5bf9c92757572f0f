import type { ExecArgs } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules, ProductStatus } from '@medusajs/framework/utils';
import {
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
} from '@medusajs/medusa/core-flows';
import { DEMO_PRODUCTS, DEMO_STOCK } from './demo-products';
import { PLACEHOLDER_CURRENCY } from './names';

/**
 * Adds the sample products to a copy of the template. What this adds is kept as rows beside the template, for shops that
 * want them.
 */
export default async function addDemoProducts({ container }: ExecArgs): Promise<void> {
  const [profile] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: 'default' });
  const [store] = await container.resolve(Modules.STORE).listStores();
  if (!store.default_sales_channel_id || !store.default_location_id) {
    throw new Error(
      'The template has no sales channel or no stock location: fill it with shop.ts before the products.',
    );
  }
  const channelId = store.default_sales_channel_id;
  const locationId = store.default_location_id;

  const names = [...new Set(DEMO_PRODUCTS.map((product) => product.category))];
  const { result: categories } = await createProductCategoriesWorkflow(container).run({
    input: { product_categories: names.map((name) => ({ name, is_active: true })) },
  });
  const categoryId = new Map(categories.map((category) => [category.name, category.id]));

  await createProductsWorkflow(container).run({
    input: {
      products: DEMO_PRODUCTS.map(({ title, handle, description, category, weight, price, option }) => ({
        title,
        handle,
        description,
        weight,
        status: ProductStatus.PUBLISHED,
        shipping_profile_id: profile.id,
        sales_channels: [{ id: channelId }],
        category_ids: [categoryId.get(category) ?? ''],
        thumbnail: `/static/demo/${handle}.svg`,
        images: [{ url: `/static/demo/${handle}.svg` }],
        options: [option],
        variants: option.values.map((value) => ({
          title: value,
          sku: `${handle}-${value}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-'),
          options: { [option.title]: value },
          manage_inventory: true,
          prices: [{ currency_code: PLACEHOLDER_CURRENCY, amount: price }],
        })),
      })),
    },
  });
  const { data: items } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: 'inventory_item', fields: ['id'] });
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map(({ id }) => ({
        inventory_item_id: id,
        location_id: locationId,
        stocked_quantity: DEMO_STOCK,
      })),
    },
  });
}

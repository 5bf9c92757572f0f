import type { ExecArgs, MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys, Modules, ProductStatus } from '@medusajs/framework/utils';
import {
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateSalesChannelsWorkflow,
  updateStoresWorkflow,
} from '@medusajs/medusa/core-flows';
import { DELIVERY, ORDER_CHECK_HANDLE, PLACEHOLDER_COUNTRY, PLACEHOLDER_CURRENCY } from './names';

/**
 * Fills the template database with what every new shop has: a sales channel, one region with the system payment provider,
 * one stock location that ships to it, and the product of the order check. Runs once, when the image is built, by Medusa's
 * own workflows; `init` then only puts in what differs from shop to shop.
 */
export default async function fillShop({ container }: ExecArgs): Promise<void> {
  const channelId = await nameDefaultChannel(container);
  const regionId = await createRegion(container);
  const locationId = await createStockLocation(container, channelId);
  const profileId = await createDelivery(container, locationId);
  await finishStore(container, { channelId, regionId, locationId });
  await createOrderCheckProduct(container, profileId);
}

/** Medusa made the channel itself when it started on the empty database. */
async function nameDefaultChannel(container: MedusaContainer): Promise<string> {
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels();
  await updateSalesChannelsWorkflow(container).run({
    input: { selector: { id: channel.id }, update: { name: 'Online shop', description: 'What customers see' } },
  });
  return channel.id;
}

async function createRegion(container: MedusaContainer): Promise<string> {
  const { result: regions } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: 'Home',
          currency_code: PLACEHOLDER_CURRENCY,
          countries: [PLACEHOLDER_COUNTRY],
          payment_providers: ['pp_system_default'],
        },
      ],
    },
  });
  await createTaxRegionsWorkflow(container).run({
    input: [{ country_code: PLACEHOLDER_COUNTRY, provider_id: 'tp_system' }],
  });
  return regions[0].id;
}

async function createStockLocation(container: MedusaContainer, channelId: string): Promise<string> {
  const { result } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [{ name: 'Stock room', address: { address_1: '', country_code: PLACEHOLDER_COUNTRY } }],
    },
  });
  const locationId = result[0].id;
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
  });
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: locationId, add: [channelId] } });
  return locationId;
}

/** The ways of delivery, and the id of the shipping profile that they are for. */
async function createDelivery(container: MedusaContainer, locationId: string): Promise<string> {
  // Medusa's migrations made it.
  const [profile] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: 'default' });
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: 'Delivery',
    type: 'shipping',
    service_zones: [{ name: 'Home', geo_zones: [{ country_code: PLACEHOLDER_COUNTRY, type: 'country' }] }],
  });
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  await createShippingOptionsWorkflow(container).run({
    input: DELIVERY.map(({ name, code, description, amount }) => ({
      name,
      price_type: 'flat' as const,
      provider_id: 'manual_manual',
      service_zone_id: set.service_zones[0].id,
      shipping_profile_id: profile.id,
      type: { label: name, description, code },
      prices: [{ currency_code: PLACEHOLDER_CURRENCY, amount }],
      rules: [
        { attribute: 'enabled_in_store', value: 'true', operator: 'eq' as const },
        { attribute: 'is_return', value: 'false', operator: 'eq' as const },
      ],
    })),
  });
  return profile.id;
}

async function finishStore(
  container: MedusaContainer,
  { channelId, regionId, locationId }: { channelId: string; regionId: string; locationId: string },
): Promise<void> {
  const [store] = await container.resolve(Modules.STORE).listStores();
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        supported_currencies: [{ currency_code: PLACEHOLDER_CURRENCY, is_default: true }],
        default_sales_channel_id: channelId,
        default_region_id: regionId,
        default_location_id: locationId,
      },
    },
  });
}

/**
 * In a channel of its own, so that no listing shows it, and without a price, so that nobody can buy it: the order check
 * gives it one while it runs.
 */
async function createOrderCheckProduct(container: MedusaContainer, profileId: string): Promise<void> {
  const { result: channels } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: 'Order check', description: 'No shop shows this channel' }] },
  });
  await createProductsWorkflow(container).run({
    input: {
      products: [
        {
          title: 'Order check',
          handle: ORDER_CHECK_HANDLE,
          description: 'The platform orders this, unseen by customers, to see that the shop sells. Please keep it.',
          status: ProductStatus.PUBLISHED,
          discountable: false,
          shipping_profile_id: profileId,
          sales_channels: [{ id: channels[0].id }],
          options: [{ title: 'Kind', values: ['Check'] }],
          variants: [{ title: 'Check', options: { Kind: 'Check' }, manage_inventory: false, prices: [] }],
        },
      ],
    },
  });
}

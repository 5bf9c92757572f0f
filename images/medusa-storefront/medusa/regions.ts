import type { Backend } from './client.ts';
import type { Region } from './shapes.ts';

/**
 * The region that the shop sells in: the one with its country, else with its currency, else the first there is; null in a shop that
 * has none yet.
 */
export const findRegion = async (backend: Backend, country: string, currency: string): Promise<Region | null> => {
  const { regions } = await backend<{ regions: Region[] }>('/store/regions', {
    query: { limit: 100, fields: 'id,currency_code,*countries' },
  });
  return (
    regions.find((region) => region.countries.some(({ iso_2 }) => iso_2 === country)) ??
    regions.find((region) => region.currency_code === currency) ??
    regions[0] ??
    null
  );
};

import type { Client } from 'pg';

/** The currency of the template's prices (src/template/names.ts): ISO 4217's "no currency". */
const PLACEHOLDER_CURRENCY = 'xxx';

/** Gives the shop its name, country and currency (both in lower case, as Medusa keeps them). */
export async function nameStore(
  client: Client,
  { name, country, currency }: { name: string; country: string; currency: string },
): Promise<void> {
  const countryName = new Intl.DisplayNames('en', { type: 'region' }).of(country.toUpperCase()) ?? country;
  await client.query('update store set name = $1', [name]);
  await client.query('update store_currency set currency_code = $1', [currency]);
  await client.query('update region set name = $1, currency_code = $2', [countryName, currency]);
  await client.query('update region_country set region_id = null');
  await client.query('update region_country set region_id = (select id from region) where iso_2 = $1', [country]);
  await client.query('update service_zone set name = $1', [countryName]);
  await client.query('update geo_zone set country_code = $1', [country]);
  await client.query('update tax_region set country_code = $1', [country]);
  await client.query('update stock_location_address set country_code = $1', [country]);
  await client.query("update price_preference set value = $1 where attribute = 'currency_code' and value = $2", [
    currency,
    PLACEHOLDER_CURRENCY,
  ]);
  await convertPrices(client, currency);
}

/**
 * How many units of a currency are about as much as one of the template's, for currencies with small units. Round numbers for
 * sample prices that look like prices, not rates of exchange.
 */
// prettier-ignore
const UNITS: Record<string, number> = {
  brl: 5, clp: 900, cny: 7, cop: 4000, czk: 20, dkk: 7, huf: 350, idr: 16_000, inr: 80, isk: 130, jpy: 150, krw: 1400,
  mxn: 20, nok: 10, php: 60, pln: 4, sek: 10, thb: 35, try: 40, twd: 30, uah: 40, vnd: 25_000, zar: 20,
};

/** Turns prices that have no currency yet into prices of the shop's. */
export async function convertPrices(client: Client, currency: string): Promise<void> {
  await client.query(
    `update price set currency_code = $1, amount = amount * $2,
       raw_amount = jsonb_set(raw_amount, '{value}', to_jsonb((amount * $2)::text))
     where currency_code = $3`,
    [currency, UNITS[currency] ?? 1, PLACEHOLDER_CURRENCY],
  );
}

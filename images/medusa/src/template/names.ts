/** Stand for the shop's own country and currency in the template; `init` puts those in their place. */
export const PLACEHOLDER_COUNTRY = 'us';
export const PLACEHOLDER_CURRENCY = 'xxx';

/** By this handle the order check finds its product. The same word stands in program/order-check/traces.ts. */
export const ORDER_CHECK_HANDLE = 'storewright-order-check';

/** Flat prices in units of the placeholder currency. The first one is what a customer gets who chooses nothing. */
export const DELIVERY = [
  { name: 'Standard delivery', code: 'standard', description: 'Arrives in 3 to 5 days.', amount: 5 },
  { name: 'Express delivery', code: 'express', description: 'Arrives the next working day.', amount: 12 },
] as const;

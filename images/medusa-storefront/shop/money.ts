/**
 * An amount as people of the shop's country write it in English: `$19.90`, `¥1,200`.
 * Medusa 2 counts in the currency's main unit, so nothing is divided.
 */
export const formatMoney = (amount: number, currency: string, country: string): string =>
  new Intl.NumberFormat([`en-${country.toUpperCase()}`, 'en'], {
    style: 'currency',
    currency: currency.toUpperCase(),
    // `$` in America and `US$` elsewhere would be right too, but a shop has one currency and says which at its foot.
    currencyDisplay: 'narrowSymbol',
  }).format(amount);

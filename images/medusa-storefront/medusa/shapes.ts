/** What this storefront reads of the answers of Medusa's Store API 2.21; they hold much more. */

export interface Region {
  id: string;
  currency_code: string;
  countries: { iso_2: string }[];
}

export interface Price {
  calculated_amount: number;
  original_amount: number;
  calculated_amount_with_tax?: number | null;
  original_amount_with_tax?: number | null;
  currency_code: string;
}

export interface Variant {
  id: string;
  title: string;
  manage_inventory: boolean;
  allow_backorder: boolean;
  inventory_quantity?: number | null;
  calculated_price?: Price | null;
  options?: { option_id: string; value: string }[];
}

export interface Product {
  id: string;
  title: string;
  handle: string;
  subtitle: string | null;
  description: string | null;
  thumbnail: string | null;
  images?: { url: string }[] | null;
  options?: { id: string; title: string; values?: { value: string }[] }[] | null;
  variants: Variant[] | null;
}

export interface Line {
  id: string;
  product_title: string;
  product_handle: string | null;
  variant_id: string | null;
  variant_title: string | null;
  thumbnail: string | null;
  quantity: number;
  requires_shipping: boolean;
  total: number;
}

export interface Address {
  first_name: string | null;
  last_name: string | null;
  address_1: string | null;
  city: string | null;
  postal_code: string | null;
  province: string | null;
  country_code: string | null;
}

export interface Sums {
  currency_code: string;
  total: number;
  item_total: number;
  original_item_total: number;
  shipping_total: number;
  shipping_methods?: { name: string; shipping_option_id?: string | null }[];
  tax_total: number;
}

export interface Cart extends Sums {
  id: string;
  email: string | null;
  completed_at: string | null;
  items: Line[];
  shipping_address: Address | null;
}

export interface Order extends Sums {
  id: string;
  display_id: number;
  email: string;
  items: Line[];
  shipping_address: Address | null;
}

export interface ShippingOption {
  id: string;
  name: string;
  /** Not there when the price is worked out from the address. */
  amount?: number | null;
}

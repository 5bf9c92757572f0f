/** Who buys. The top-level domain is reserved (RFC 2606), so no mail can reach anybody and no customer has it. */
export const CHECK_EMAIL = 'order-check@storewright.invalid';

/** By this handle the template's product is found. The same word stands in src/template/names.ts. */
export const PRODUCT_HANDLE = 'storewright-order-check';

<?php
/** The customer of a check. The top-level domain is reserved (RFC 2606), so no mail can reach anybody and no customer has it. */
const ORDER_CHECK_EMAIL = 'order-check@storewright.invalid';

/** One for each form of postcode that WooCommerce knows. */
const POSTCODES = ['10115', '1010', '94107', 'SW1A 1AA', 'K1A 0B1', '1234 AB', '100-0001', '01001-000', '110001', '1000-001', '00-001', '111 22', 'D02 AF30', '9490', '71000'];

/** An address in the country that passes WooCommerce's own checks. */
function order_check_address(string $country): array
{
    $fitting = array_filter(POSTCODES, fn($postcode) => WC_Validation::is_postcode($postcode, $country));
    $states = WC()->countries->get_states($country);
    return [
        'first_name' => 'Order',
        'last_name' => 'Check',
        'company' => '',
        'address_1' => '1 Example Street',
        'address_2' => '',
        'city' => 'Example',
        // Where WooCommerce has no list, people write one; where the list is empty, there are none.
        'state' => $states === false ? 'Example' : (string) array_key_first($states),
        'postcode' => array_shift($fitting) ?? '10000',
        'country' => $country,
        'phone' => '',
    ];
}

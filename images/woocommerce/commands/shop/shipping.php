<?php
/** A flat rate within the country, and a higher one to the rest of the world. */

const DOMESTIC_RATE = 5;
const WORLD_RATE = 15;

function add_shipping(string $country): void
{
    $home = new WC_Shipping_Zone();
    $home->set_zone_name(WC()->countries->get_countries()[$country] ?? $country);
    $home->add_location($country, 'country');
    $home->save();
    add_flat_rate($home, 'Standard shipping', DOMESTIC_RATE);
    // Zone 0 is wherever no other zone is.
    add_flat_rate(new WC_Shipping_Zone(0), 'International shipping', WORLD_RATE);
}

function add_flat_rate(WC_Shipping_Zone $zone, string $title, int $cost): void
{
    $instance = $zone->add_shipping_method('flat_rate');
    update_option("woocommerce_flat_rate_{$instance}_settings", [
        'title' => $title,
        'tax_status' => 'taxable',
        'cost' => (string) price_of($cost),
    ]);
}

<?php
/**
 * The second half of `init`: makes the fresh WooCommerce a shop that can sell. Done once, and marked by the option that
 * /healthz.php looks for, so that nothing which the owner changed later is ever set back.
 */
// WooCommerce asks its tables for this and that before it has made them. What it then could not make is looked for below.
$GLOBALS['wp_filter']['muplugins_loaded'][10][] = ['function' => fn() => $GLOBALS['wpdb']->suppress_errors(), 'accepted_args' => 0];
$GLOBALS['wp_filter']['wp_loaded'][10][] = ['function' => fn() => $GLOBALS['wpdb']->suppress_errors(false), 'accepted_args' => 0];

require __DIR__ . '/boot.php';
require __DIR__ . '/shop/settings.php';
require __DIR__ . '/shop/shipping.php';
require __DIR__ . '/shop/products.php';
require __DIR__ . '/order-check/product.php';

$start = microtime(true);
// WooCommerce installs itself as it is loaded after a change of its version; this says so if it could not.
$missing = WC_Install::verify_base_tables(false);
if ($missing || get_option('woocommerce_version') !== WC()->version) {
    give_up('WooCommerce ' . WC()->version . ' could not install itself; tables that are missing: ' . (implode(', ', $missing) ?: 'none') . '.');
}
ensure_order_check_product();

if (!get_option('storewright_set_up')) {
    // Else done by the first visit to wp-admin: the tables of orders, and "coming soon", which the settings take back.
    WC_Install::newly_installed();
    apply_settings(getenv('STORE_NAME'), getenv('STORE_COUNTRY'), getenv('STORE_CURRENCY'));
    add_shipping(getenv('STORE_COUNTRY'));
    if (getenv('SEED_DEMO_DATA') === 'true') {
        add_sample_products();
    }
    // Made by the first request, when the shop's pages are known from its start.
    delete_option('rewrite_rules');
    // Last: from now on the shop is ready.
    update_option('storewright_set_up', gmdate('c'), false);
}
printf("ok shop with WooCommerce %s %d ms\n", WC()->version, (microtime(true) - $start) * 1000);
finished();

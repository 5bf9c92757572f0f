<?php
/**
 * The second half of `init`: makes the fresh WooCommerce a shop that can sell. Done once, and marked by the option that
 * /healthz.php looks for, so that nothing which the owner changed later is ever set back.
 */
require __DIR__ . '/boot.php';
require __DIR__ . '/shop/settings.php';
require __DIR__ . '/shop/shipping.php';
require __DIR__ . '/shop/products.php';
require __DIR__ . '/order-check/product.php';

$start = microtime(true);
// WooCommerce installs itself as it is loaded after a change of its version; this says so if it could not.
if (get_option('woocommerce_version') !== WC()->version) {
    give_up('WooCommerce ' . WC()->version . ' did not install its tables. The lines above say why.');
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
    flush_rewrite_rules();
    // Last: from now on the shop is ready.
    update_option('storewright_set_up', gmdate('c'), false);
}
printf("ok shop with WooCommerce %s %d ms\n", WC()->version, (microtime(true) - $start) * 1000);
finished();

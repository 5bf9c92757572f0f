<?php
/**
 * The first half of `init`: WordPress's tables, the administrator and the active plugin, or, with a database of an older
 * WordPress, its upgrade. Plugins are not loaded here, since a database without tables cannot have any.
 */
define('WP_INSTALLING', true);
// Else WordPress refuses, as it is loaded, tables without an address, which an install that was cut off may leave.
define('WP_REPAIRING', true);

/** The sample texts of a blog, by their names in addresses. */
const SAMPLE_TEXTS = ['hello-world', 'sample-page', 'privacy-policy'];

/** Called by wp_install: nobody needs a mail with the address of a shop that the dashboard shows. */
function wp_new_blog_notification(): void {}

require __DIR__ . '/boot.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$start = microtime(true);
// WordPress takes itself for installed long before it is. An earlier image left the second mark only.
if (!get_option('storewright_installed') && !get_option('storewright_set_up')) {
    wp_install(
        getenv('STORE_NAME'),
        getenv('ADMIN_USERNAME'),
        getenv('STORE_EMAIL'),
        true,
        '',
        wp_slash(getenv('ADMIN_PASSWORD')),
    );
    foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'post_name__in' => SAMPLE_TEXTS, 'numberposts' => -1]) as $post) {
        wp_delete_post($post->ID, true);
    }
    $options = [
        'active_plugins' => ['woocommerce/woocommerce.php'],
        'permalink_structure' => '/%postname%/',
        // Else WooCommerce copies this picture to the uploads, which a Job does not have.
        'woocommerce_placeholder_image' => '/wp-content/plugins/woocommerce/assets/images/placeholder-attachment.webp',
    ];
    array_walk($options, fn($value, $option) => update_option($option, $value));
    switch_theme('storewright');
    // Last: what was cut off before is done again.
    update_option('storewright_installed', gmdate('c'), false);
} elseif ((int) get_option('db_version') !== $GLOBALS['wp_db_version']) {
    wp_upgrade();
}
printf("ok WordPress %s %d ms\n", $GLOBALS['wp_version'], (microtime(true) - $start) * 1000);

if (!is_file(WP_PLUGIN_DIR . '/woocommerce/woocommerce.php')) {
    give_up(
        'WooCommerce is not in this image: it was built without plugin/woocommerce.zip. Build it again with the official zip ' .
            '(images/woocommerce/README.md), give it another tag, and upgrade the store to that.',
    );
}
finished();

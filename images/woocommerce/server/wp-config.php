<?php
/** WordPress's settings, from the environment that the chart gives (helm/woocommerce/templates/_environment.tpl). */

/** The value of a variable that the shop cannot be without. */
function storewright_environment(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        error_log("The variable $name is not set: this container needs the environment of the chart.");
        http_response_code(503);
        exit(1);
    }
    return $value;
}

foreach (['DB_HOST', 'DB_NAME', 'DB_USER', 'DB_PASSWORD'] as $name) {
    define($name, storewright_environment("WORDPRESS_$name"));
}
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", storewright_environment("WORDPRESS_{$name}_KEY"));
    define("{$name}_SALT", storewright_environment("WORDPRESS_{$name}_SALT"));
}
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

// The address is the platform's to give, so that the database does not hold it.
define('WP_HOME', storewright_environment('STORE_URL'));
define('WP_SITEURL', WP_HOME);
// Only the ingress controller and the store's own Jobs reach this server, and TLS ends before it.
if (str_contains($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '', 'https')) {
    $_SERVER['HTTPS'] = 'on';
}

// Code is the image's and changes with it. Without "direct" WordPress takes the read-only folders for a host that wants
// FTP, and WooCommerce's log, and with it the checkout, dies on that.
define('FS_METHOD', 'direct');
define('DISALLOW_FILE_MODS', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';

<?php
/** The settings of a new shop: what the platform knows about it, and what lets it sell from the first minute. */

function apply_settings(string $name, string $country, string $currency): void
{
    $options = [
        ...wordpress_settings($name),
        ...currency_settings($country, $currency),
        ...selling_settings($country),
        ...quiet_settings(),
    ];
    foreach ($options as $option => $value) {
        update_option($option, $value);
    }
    delete_transient('_wc_activation_redirect');
}

function wordpress_settings(string $name): array
{
    return [
        'blogname' => sanitize_option('blogname', $name),
        'blogdescription' => '',
        'show_on_front' => 'page',
        'page_on_front' => wc_get_page_id('shop'),
        'default_comment_status' => 'closed',
        'default_ping_status' => 'closed',
        'default_pingback_flag' => 0,
        // Pictures from another company's server, which so learns who visits.
        'show_avatars' => 0,
    ];
}

/** How prices are written, as people of the country do it. */
function currency_settings(string $country, string $currency): array
{
    $locale = (include WC()->plugin_path() . '/i18n/locale-info.php')[$country] ?? [];
    return [
        'woocommerce_currency' => $currency,
        'woocommerce_currency_pos' => $locale['currency_pos'] ?? 'left',
        'woocommerce_price_thousand_sep' => $locale['thousand_sep'] ?? ',',
        'woocommerce_price_decimal_sep' => $locale['decimal_sep'] ?? '.',
        'woocommerce_price_num_decimals' => currency_decimals($currency),
        'woocommerce_weight_unit' => $locale['weight_unit'] ?? 'kg',
        'woocommerce_dimension_unit' => $locale['dimension_unit'] ?? 'cm',
    ];
}

/** Digits after the point of a currency (ISO 4217); two where nothing else is said. */
function currency_decimals(string $currency): int
{
    $decimals = array_fill_keys(['CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND', 'XAF', 'XOF', 'XPF'], 0);
    $decimals += array_fill_keys(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'], 3);
    return $decimals[$currency] ?? 2;
}

function selling_settings(string $country): array
{
    return [
        'woocommerce_default_country' => $country,
        'woocommerce_allowed_countries' => 'all',
        'woocommerce_ship_to_countries' => '',
        'woocommerce_enable_guest_checkout' => 'yes',
        'woocommerce_cod_settings' => [
            'enabled' => 'yes',
            'title' => 'Cash on delivery',
            'description' => 'Pay when your order arrives.',
            'instructions' => 'Please have the amount ready when your order arrives.',
            'enable_for_methods' => [],
            'enable_for_virtual' => 'yes',
        ],
        'woocommerce_coming_soon' => 'no',
        'woocommerce_store_pages_only' => 'no',
    ];
}

/** No wizard, no tracking, no advertising in the owner's administration. */
function quiet_settings(): array
{
    return [
        'woocommerce_onboarding_profile' => ['skipped' => true, 'completed' => true],
        'woocommerce_task_list_hidden_lists' => ['setup', 'extended'],
        'woocommerce_task_list_welcome_modal_dismissed' => 'yes',
        'woocommerce_allow_tracking' => 'no',
        'woocommerce_show_marketplace_suggestions' => 'no',
        'woocommerce_merchant_email_notifications' => 'no',
        'woocommerce_admin_notices' => [],
    ];
}

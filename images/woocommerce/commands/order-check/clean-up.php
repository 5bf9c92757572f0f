<?php
use Automattic\WooCommerce\Utilities\OrderUtil;

/**
 * Removes every trace of checks: of this one, and of one before that was killed. Orders are found by the hidden product in
 * them and the check's address.
 */
function clean_up(int $product): void
{
    global $wpdb;
    // A request whose client is gone may still be at work in the server.
    $wpdb->get_var($wpdb->prepare('SELECT GET_LOCK(%s, 60)', STOREWRIGHT_ORDER_CHECK_LOCK));
    storewright_without_side_effects();
    array_map(remove_order(...), array_filter(orders_of($product), is_of_a_check(...)));
    remove_carts($product);
    reset_sales($product);
    // Last: what is deleted gives its numbers back.
    Counters::restore();
    $wpdb->get_var($wpdb->prepare('SELECT RELEASE_LOCK(%s)', STOREWRIGHT_ORDER_CHECK_LOCK));
}

/** WooCommerce leaves an order's notes, which would turn up in the order that gets its number. */
function remove_order(int $id): void
{
    global $wpdb;
    $order = wc_get_order($id);
    $order ? $order->delete(true) : remove_remains($id);
    $wpdb->delete($wpdb->comments, ['comment_post_ID' => $id, 'comment_type' => 'order_note']);
    delete_transient("wc_order_{$id}_needs_processing");
}

/** What stays when a clean-up is cut short: WooCommerce deletes the order first, then its addresses, items and place among the posts. */
function remove_remains(int $id): void
{
    global $wpdb;
    foreach (['wc_order_addresses', 'wc_order_operational_data', 'wc_orders_meta'] as $table) {
        $wpdb->delete($wpdb->prefix . $table, ['order_id' => $id]);
    }
    $wpdb->delete($wpdb->posts, ['ID' => $id, 'post_type' => 'shop_order_placehold']);
    // Last, and together: by these the order is found.
    $wpdb->query($wpdb->prepare(
        "DELETE item, meta FROM {$wpdb->prefix}woocommerce_order_items item
         LEFT JOIN {$wpdb->prefix}woocommerce_order_itemmeta meta ON meta.order_item_id = item.order_item_id WHERE item.order_id = %d",
        $id,
    ));
}

/** A cart has the product first, the customer later, and after the purchase the customer alone. That of another customer stays. */
function remove_carts(int $product): void
{
    global $wpdb;
    $wpdb->query($wpdb->prepare(
        "DELETE FROM {$wpdb->prefix}woocommerce_sessions WHERE session_value LIKE %s OR (session_value LIKE %s AND session_value NOT REGEXP %s)",
        '%"' . ORDER_CHECK_EMAIL . '"%',
        '%"product_id";i:' . $product . ';%',
        '"email";s:[1-9]',
    ));
}

/** Staff may sell the product by an order of their own: that one is not the check's. What is left of a deleted order is nobody's. */
function is_of_a_check(int $id): bool
{
    $order = wc_get_order($id);
    return $order ? $order->get_billing_email() === ORDER_CHECK_EMAIL : !OrderUtil::get_order_type($id);
}

/** @return int[] */
function orders_of(int $product): array
{
    global $wpdb;
    return array_map('intval', $wpdb->get_col($wpdb->prepare(
        "SELECT DISTINCT item.order_id FROM {$wpdb->prefix}woocommerce_order_items item
         JOIN {$wpdb->prefix}woocommerce_order_itemmeta meta ON meta.order_item_id = item.order_item_id
         WHERE meta.meta_key = '_product_id' AND meta.meta_value = %s",
        $product,
    )));
}

/** Deleting an order does not take back that its products were sold. */
function reset_sales(int $product): void
{
    global $wpdb;
    update_post_meta($product, 'total_sales', 0);
    $wpdb->update("{$wpdb->prefix}wc_product_meta_lookup", ['total_sales' => 0], ['product_id' => $product]);
}

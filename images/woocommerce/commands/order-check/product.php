<?php
/**
 * The id of the product that order checks buy. It is made when there is none (a new shop, or the owner deleted it). It has to
 * be shipped and has no stock of its own; being private it is seen by nobody but administrators.
 */
function ensure_order_check_product(): int
{
    $id = (int) get_option('storewright_order_check_product');
    if (get_post_status($id) === 'private') {
        return $id;
    }
    $product = $id && get_post_type($id) === 'product' ? wc_get_product($id) : new WC_Product_Simple();
    $product->set_props([
        'name' => 'Order check (not for sale)',
        'description' => 'The platform buys this to prove that the shop can sell, and removes the order again.',
        'status' => 'private',
        'catalog_visibility' => 'hidden',
        'regular_price' => '1',
        'manage_stock' => false,
        'reviews_allowed' => false,
    ]);
    $id = $product->save();
    update_option('storewright_order_check_product', $id, false);
    return $id;
}

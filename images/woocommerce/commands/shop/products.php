<?php
/** The sample products, with the pictures that build/draw-products.php made and the server puts among the uploads. */

/** Name, price in units of a currency like the euro, stock, picture, category, text. */
const SAMPLE_PRODUCTS = [
    ['Stoneware mug', 18, 40, 'mug', 'Kitchen', 'Thrown by hand and glazed in two tones. Holds 350 ml and keeps a coffee warm for as long as it takes to drink it.'],
    ['Canvas tote', 24, 60, 'tote', 'Bags', 'Heavy organic cotton with long handles. Carries a week of groceries and folds to the size of a book.'],
    ['Dot-grid notebook', 14, 80, 'notebook', 'Desk', 'One hundred and sixty pages of thick paper, sewn so that it lies flat. Rounded corners, two ribbons.'],
    ['Beeswax candle', 22, 35, 'candle', 'Home', 'Pure beeswax with a cotton wick. Burns for about forty hours with a quiet, even flame.'],
    ['Table plant', 32, 15, 'plant', 'Home', 'An easy plant in a terracotta pot. Wants light, a little water once a week, and no more attention than that.'],
    ['Desk lamp', 68, 12, 'lamp', 'Desk', 'Powder-coated steel with a warm, dimmable light. The arm stays where it is put.'],
];

function add_sample_products(): void
{
    foreach (SAMPLE_PRODUCTS as $position => [$name, $price, $stock, $picture, $category, $text]) {
        remove_product($name);
        $product = new WC_Product_Simple();
        $product->set_props([
            'name' => $name,
            'sku' => "sample-$picture",
            'regular_price' => (string) price_of($price),
            'manage_stock' => true,
            'stock_quantity' => $stock,
            'short_description' => $text,
            'category_ids' => [category_named($category)],
            'image_id' => add_picture($picture, $name),
            'menu_order' => $position,
        ]);
        $product->save();
    }
}

/** A set-up that was cut off may have left the product or its picture, whole or in part. */
function remove_product(string $name): void
{
    foreach (get_posts(['post_type' => ['product', 'attachment'], 'post_status' => 'any', 'title' => $name, 'numberposts' => -1]) as $post) {
        wp_delete_post($post->ID, true);
    }
}

/** An amount that means roughly the same in a currency without decimals, where the unit is about a hundredth. */
function price_of(int $amount): int
{
    return wc_get_price_decimals() === 0 ? $amount * 100 : $amount;
}

function category_named(string $name): int
{
    return get_term_by('name', $name, 'product_cat')->term_id ?? wp_insert_term($name, 'product_cat')['term_id'];
}

/** An attachment around a picture and its sizes. The files are not here: only the server has the volume. */
function add_picture(string $picture, string $title): int
{
    $sizes = json_decode(file_get_contents('/opt/storewright/demo/sizes.json'), true, flags: JSON_THROW_ON_ERROR);
    $file = "demo/$picture.jpg";
    $attachment = wp_insert_attachment(['post_title' => $title, 'post_mime_type' => 'image/jpeg', 'post_status' => 'inherit'], $file);
    update_post_meta($attachment, '_wp_attachment_image_alt', $title);
    wp_update_attachment_metadata($attachment, [
        'file' => $file,
        'width' => $sizes['full'],
        'height' => $sizes['full'],
        'sizes' => array_map(
            fn(int $side) => ['file' => "$picture-{$side}x$side.jpg", 'width' => $side, 'height' => $side, 'mime-type' => 'image/jpeg'],
            array_diff_key($sizes, ['full' => 0]),
        ),
    ]);
    return $attachment;
}

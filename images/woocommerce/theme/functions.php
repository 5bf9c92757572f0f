<?php
/** A block theme's style.css is only a label to WordPress; this makes it a style. */
add_action('wp_enqueue_scripts', function () {
    wp_enqueue_style('storewright-shop', get_stylesheet_uri(), [], wp_get_theme()->get('Version'));
});

<?php
/**
 * unpack-plugin.php <zip> <folder>: unpacks WooCommerce into <folder>/woocommerce and proves that it is the release that the
 * Dockerfile names. Without the zip the folder stays empty: the image then has everything but WooCommerce, and `init` says so.
 */
require __DIR__ . '/tree-digest.php';

[, $zip, $folder] = $argv;
$version = getenv('WOOCOMMERCE_VERSION');
$expected = getenv('WOOCOMMERCE_TREE_SHA256');
mkdir($folder, 0755, true);

if (!is_file($zip)) {
    fwrite(STDERR, "No plugin/woocommerce.zip in the build context: this image will be without WooCommerce (README.md).\n");
    exit(0);
}
$archive = new ZipArchive();
if ($archive->open($zip) !== true || !$archive->extractTo($folder)) {
    fwrite(STDERR, "plugin/woocommerce.zip cannot be unpacked: is it the whole file?\n");
    exit(1);
}
$actual = tree_digest("$folder/woocommerce");
if ($actual !== $expected) {
    fwrite(
        STDERR,
        "plugin/woocommerce.zip is not the WooCommerce $version that this image was proved with.\n" .
            "  digest of its files: $actual\n  expected:            $expected\n" .
            "For another version build with --build-arg WOOCOMMERCE_VERSION=… and --build-arg WOOCOMMERCE_TREE_SHA256=$actual,\n" .
            "after comparing its files with https://downloads.wordpress.org/plugin-checksums/woocommerce/<version>.json.\n",
    );
    exit(1);
}
echo "WooCommerce $version, $archive->numFiles entries, digest as expected.\n";

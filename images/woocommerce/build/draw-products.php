<?php
/**
 * draw-products.php <folder>: draws the pictures of the sample products, in every size that the shop shows, and writes the
 * sizes as sizes.json. Drawn and not photographed, so that they are ours to give away and weigh next to nothing.
 */
require __DIR__ . '/canvas.php';

/** Sides in pixels, by WordPress's name of the size. */
const SIZES = ['full' => 1000, 'woocommerce_single' => 600, 'woocommerce_thumbnail' => 450, 'medium' => 300, 'thumbnail' => 150, 'woocommerce_gallery_thumbnail' => 100];
const JPEG_QUALITY = 88;

/** Background, and what stands on it; a canvas is 1000 units wide and high. */
$pictures = [
    'mug' => ['#e9e2d8', function (Canvas $c) {
        $c->shadow(500, 760, 420);
        $c->ring(690, 510, 190, 250, 46, '#8d5f43');
        $c->box(300, 300, 690, 760, 60, '#a8734f');
        $c->box(300, 300, 690, 500, 60, '#f3eee6');
        $c->box(300, 440, 690, 520, 0, '#f3eee6');
        $c->oval(495, 300, 390, 84, '#e2d9cc');
        $c->oval(495, 306, 340, 60, '#5b3d2b');
    }],
    'tote' => ['#dfe7e2', function (Canvas $c) {
        $c->shadow(500, 800, 520);
        $c->ring(500, 360, 240, 420, 30, '#b9a98c');
        $c->shape([270, 380, 730, 380, 770, 800, 230, 800], '#efe6d2');
        $c->shape([270, 380, 730, 380, 733, 412, 267, 412], '#dccfb4');
        $c->oval(500, 600, 190, 190, '#41705c');
        $c->shape([500, 540, 552, 630, 448, 630], '#efe6d2');
    }],
    'notebook' => ['#e4e3ec', function (Canvas $c) {
        $c->shadow(510, 800, 430);
        $c->box(322, 214, 712, 804, 26, '#f7f5ef');
        $c->box(300, 200, 690, 800, 26, '#39466b');
        $c->box(300, 200, 352, 800, 26, '#2c3755');
        $c->box(640, 200, 658, 800, 0, '#e0b25c');
        $c->box(410, 330, 580, 420, 12, '#e4e3ec');
    }],
    'candle' => ['#f0e4d4', function (Canvas $c) {
        $c->shadow(500, 800, 340);
        $c->oval(500, 250, 190, 300, '#f6d9a4');
        $c->oval(500, 262, 62, 150, '#f2a23c');
        $c->oval(500, 285, 30, 84, '#fff3d6');
        $c->box(494, 320, 506, 400, 0, '#4a3b2c');
        $c->box(380, 400, 620, 800, 22, '#e3b04b');
        $c->oval(500, 402, 240, 56, '#efc873');
        $c->box(380, 560, 620, 700, 0, '#faf4e8');
        $c->box(430, 612, 570, 622, 0, '#b98a32');
        $c->box(450, 642, 550, 650, 0, '#b98a32');
    }],
    'plant' => ['#e2ebe4', function (Canvas $c) {
        $c->shadow(500, 830, 380);
        foreach ([[-64, 330], [-34, 420], [0, 460], [34, 420], [64, 330]] as [$angle, $length]) {
            $c->leaf(500, 600, $length, 120, $angle, $angle % 68 ? '#3f7d58' : '#559a6f');
        }
        $c->shape([350, 580, 650, 580, 610, 830, 390, 830], '#c8714d');
        $c->box(330, 550, 670, 626, 12, '#d6825d');
    }],
    'lamp' => ['#e8e5e1', function (Canvas $c) {
        $c->shadow(460, 820, 420);
        $c->shape([560, 420, 760, 330, 900, 800, 470, 800], '#f5ead0');
        $c->stroke(450, 800, 340, 480, 22, '#2f3b45');
        $c->stroke(340, 480, 600, 270, 22, '#2f3b45');
        $c->oval(340, 480, 58, 58, '#e0a43a');
        $c->shape([560, 200, 690, 260, 770, 400, 520, 450], '#d9603b');
        $c->oval(645, 424, 250, 62, '#f9dd9a');
        $c->box(300, 780, 600, 822, 20, '#2f3b45');
    }],
];

[, $folder] = $argv;
mkdir($folder, 0755, true);
foreach ($pictures as $name => [$background, $draw]) {
    $canvas = new Canvas($background);
    $draw($canvas);
    foreach (SIZES as $size => $side) {
        imagejpeg($canvas->scaled($side), "$folder/$name" . ($size === 'full' ? '' : "-{$side}x$side") . '.jpg', JPEG_QUALITY);
    }
}
file_put_contents("$folder/sizes.json", json_encode(SIZES));

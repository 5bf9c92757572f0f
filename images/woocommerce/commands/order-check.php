<?php
/**
 * `order-check`: proves that a customer can buy. It places an order through the web Service, reads it back by the admin API
 * and removes every trace, whatever happened before. `order-check.php clean-up` only removes.
 */
foreach (['shop-client', 'wait-for-shop', 'customer', 'purchase', 'counters', 'product', 'clean-up', 'report'] as $part) {
    require __DIR__ . "/order-check/$part.php";
}
// One at a time: a check's clean-up would take the order of another one away.
const ONE_CHECK_LOCK = 'storewright-order-check';
const ONE_CHECK_WAIT_SECONDS = 120;

function lock_checks(): void
{
    global $wpdb;
    if ($wpdb->get_var($wpdb->prepare('SELECT GET_LOCK(%s, %d)', ONE_CHECK_LOCK, ONE_CHECK_WAIT_SECONDS)) !== '1') {
        throw new StepFailed('Another order check of this shop has been running for ' . ONE_CHECK_WAIT_SECONDS . ' s.');
    }
}

/** Removes what a check that was killed has left. Returns the id of the product to buy. */
function begin(): int
{
    $product = ensure_order_check_product();
    clean_up($product);
    Counters::remember();
    return $product;
}

function buy(Report $report, int $product): void
{
    $shop = new ShopClient(getenv('SHOP_ADDRESS'), getenv('STORE_URL'), storewright_order_check_proof());
    $purchase = new Purchase($shop, $product, getenv('STORE_COUNTRY'));
    try {
        $report->step('Open the shop', $purchase->openShop(...));
        $report->step('Put the product into the cart', $purchase->fillCart(...));
        $report->step('Enter the address', $purchase->enterAddress(...));
        $report->step('Check out', $purchase->checkOut(...));
        $report->step('Open the confirmation', $purchase->openConfirmation(...));
        $report->step('Read the order back', $purchase->readBack(...));
    } finally {
        $report->step('Clean up', fn() => clean_up($product));
    }
}

$report = new Report();
register_shutdown_function(function () use ($report) {
    if (!($GLOBALS['storewright_finished'] ?? false)) {
        $report->broken();
    }
    $report->write();
});
$only_clean_up = ($argv[1] ?? '') === 'clean-up';
try {
    if (!$only_clean_up) {
        $report->step('Wait for the shop', fn() => wait_for_shop(getenv('SHOP_ADDRESS')));
        // From here on there may be something to clean up when the check is told to stop.
        touch('/tmp/order-check-began');
    }
    require __DIR__ . '/boot.php';
    $report->step('Wait for other checks', lock_checks(...));
    if ($only_clean_up) {
        $report->step('Clean up', fn() => clean_up(ensure_order_check_product()));
    } else {
        buy($report, $report->step(Report::BEGIN, begin(...)));
    }
    finished();
} catch (StepFailed) {
    // The report has said why.
    exit(1);
}

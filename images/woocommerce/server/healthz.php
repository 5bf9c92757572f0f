<?php
/**
 * Readiness: 200 when the database answers and the shop is set up, else 503 and why. It loads nothing of WordPress, so that
 * it is cheap enough to be asked every second.
 */
header('Content-Type: text/plain');
header('Cache-Control: no-store');
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
try {
    $database = mysqli_init();
    $database->options(MYSQLI_OPT_CONNECT_TIMEOUT, 2);
    $database->real_connect(...array_map(fn($name) => (string) getenv("WORDPRESS_DB_$name"), ['HOST', 'USER', 'PASSWORD', 'NAME']));
    $found = $database->query("SELECT 1 FROM wp_options WHERE option_name = 'storewright_set_up'")->num_rows;
    http_response_code($found ? 200 : 503);
    echo $found ? "ready\n" : "not set up yet\n";
} catch (mysqli_sql_exception $error) {
    // 1146: no such table. The message of any other error may name the database's user and host, which is nobody's affair.
    http_response_code(503);
    echo $error->getCode() === 1146 ? "not set up yet\n" : "the database does not answer\n";
}

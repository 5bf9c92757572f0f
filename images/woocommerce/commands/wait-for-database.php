<?php
/**
 * Ends with 0 as soon as the database takes the shop's user, or with 1 after WAIT_SECONDS. The reason for waiting is printed
 * once, and again when it changes.
 */
const WAIT_SECONDS = 300;
const PAUSE_MICROSECONDS = 250_000;

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$start = microtime(true);
$printed = '';
while (true) {
    try {
        $database = mysqli_init();
        $database->options(MYSQLI_OPT_CONNECT_TIMEOUT, 2);
        // What goes wrong comes as an exception, whose words are printed once; PHP would warn at each try.
        @$database->real_connect(...array_map(fn($name) => (string) getenv("WORDPRESS_DB_$name"), ['HOST', 'USER', 'PASSWORD', 'NAME']));
        printf("ok database %d ms\n", (microtime(true) - $start) * 1000);
        exit(0);
    } catch (mysqli_sql_exception $error) {
        $reason = $error->getMessage();
    }
    if ($reason !== $printed) {
        echo "waiting for the database: $reason\n";
        $printed = $reason;
    }
    if (microtime(true) - $start > WAIT_SECONDS) {
        printf("failed database: no connection within %d s: %s\n", WAIT_SECONDS, $reason);
        exit(1);
    }
    usleep(PAUSE_MICROSECONDS);
}

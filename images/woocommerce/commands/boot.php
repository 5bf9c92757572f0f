<?php
/**
 * Loads WordPress for a command. WordPress ends with code 0 when it cannot reach its database or meets a fatal error; a
 * command that did not call `finished()` ends with 1.
 */
if (PHP_SAPI !== 'cli') {
    exit(1);
}
$storewright_finished = false;
register_shutdown_function(function () {
    if (!$GLOBALS['storewright_finished']) {
        exit(1);
    }
});

/** Says that the command did all that it promises. */
function finished(): void
{
    $GLOBALS['storewright_finished'] = true;
}

/** Ends the command with 1, and says why. */
function give_up(string $why): never
{
    fwrite(STDERR, "$why\n");
    exit(1);
}

// What builds an address from the request finds the shop's own.
$address = parse_url((string) getenv('STORE_URL'));
$_SERVER['HTTP_HOST'] = ($address['host'] ?? '') . (isset($address['port']) ? ":{$address['port']}" : '');
$_SERVER['HTTP_X_FORWARDED_PROTO'] = $address['scheme'] ?? '';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REMOTE_ADDR'] = '127.0.0.1';

// Filters set before WordPress is there. A command calls nobody: where the network drops what a Job sends, each attempt of
// WordPress to reach its own public address or a news feed would cost seconds.
$GLOBALS['wp_filter']['pre_http_request'][10][] = [
    'function' => fn() => new WP_Error('offline', 'The commands of this image make no requests through WordPress.'),
    'accepted_args' => 0,
];

require '/usr/src/wordpress/wp-load.php';

<?php
/**
 * The next numbers of all tables, so that a check uses none up: the next customer's order follows the last one's. They are
 * kept in a file beside the check, for the clean-up of one that was stopped.
 */
final class Counters
{
    private const FILE = '/tmp/order-check-counters.json';
    /** A table in use is left alone after this long; then a number is skipped, which harms nothing. */
    private const LOCK_WAIT_SECONDS = 3;

    public static function remember(): void
    {
        file_put_contents(self::FILE, json_encode(self::read()));
    }

    /** The database itself takes no number below one that is in use, so that a row which came meanwhile keeps its own. */
    public static function restore(): void
    {
        global $wpdb;
        $before = is_file(self::FILE) ? json_decode(file_get_contents(self::FILE), true) : [];
        $wpdb->query('SET SESSION lock_wait_timeout = ' . self::LOCK_WAIT_SECONDS);
        foreach (array_diff_assoc(self::read(), $before) as $table => $next) {
            if (isset($before[$table])) {
                $wpdb->query($wpdb->prepare('ALTER TABLE %i AUTO_INCREMENT = %d', $table, $before[$table]));
            }
        }
    }

    private static function read(): array
    {
        global $wpdb;
        $rows = $wpdb->get_results('SELECT table_name AS name, auto_increment AS next FROM information_schema.tables WHERE table_schema = DATABASE() AND auto_increment IS NOT NULL');
        return array_column($rows, 'next', 'name');
    }
}

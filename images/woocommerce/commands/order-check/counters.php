<?php
/**
 * The next numbers of all tables, so that a check uses none up: the next customer's order follows the last one's. They are
 * kept in the database while a check runs, so that after one which was killed the next can put them back.
 */
final class Counters
{
    private const OPTION = 'storewright_order_check_counters';
    /** A table in use is left alone after this long; then a number is skipped, which harms nothing. */
    private const LOCK_WAIT_SECONDS = 3;

    public static function remember(): void
    {
        update_option(self::OPTION, self::read(), false);
    }

    /** The database itself takes no number below one that is in use, so that a row which came meanwhile keeps its own. */
    public static function restore(): void
    {
        global $wpdb;
        $before = get_option(self::OPTION, []);
        delete_option(self::OPTION);
        $wpdb->query('SET SESSION lock_wait_timeout = ' . self::LOCK_WAIT_SECONDS);
        foreach (array_diff_assoc(array_intersect_key($before, self::read()), self::read()) as $table => $next) {
            $wpdb->query($wpdb->prepare('ALTER TABLE %i AUTO_INCREMENT = %d', $table, $next));
        }
    }

    private static function read(): array
    {
        global $wpdb;
        $rows = $wpdb->get_results('SELECT table_name AS name, auto_increment AS next FROM information_schema.tables WHERE table_schema = DATABASE() AND auto_increment IS NOT NULL');
        return array_column($rows, 'next', 'name');
    }
}

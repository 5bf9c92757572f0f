import { readMigrations } from '#scripts/db/migrations.ts';

/** What earlier versions are tried: of each migration here the last that did not have it. */
export const migrations: readonly string[] = [
  ...readMigrations()
    .map(({ name }) => name)
    .slice(-1),
  // It brought a kind of operation.
  '20261127112716_add_order_checks',
];

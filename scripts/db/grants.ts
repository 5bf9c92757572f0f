import type { Client } from 'pg';

/**
 * Gives the app's role what it needs and no more: it may add audit entries but not change them, reads counts that triggers keep, and
 * has no business with the migration history. Safe to repeat; takes back what an earlier deploy gave too much.
 * @throws when the role does not exist
 */
export async function ensureGrants(client: Client, appRole: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appRole]);
  if (rowCount === 0) {
    throw new Error(
      `The role ${appRole} does not exist. Create it as an administrator (CREATE ROLE … LOGIN), then deploy again.`,
    );
  }
  const role = client.escapeIdentifier(appRole);
  // One simple query, hence one transaction: at no moment does the role hold more than at the end.
  await client.query(`
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
    REVOKE ALL ON "audit_entries", "store_counts", "_prisma_migrations" FROM ${role};
    GRANT SELECT, INSERT ON "audit_entries" TO ${role};
    GRANT SELECT ON "store_counts" TO ${role};
  `);
}

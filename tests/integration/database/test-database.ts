import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  ownerUrl: string;
  appUrl: string;
  appRole: string;
  drop(): Promise<void>;
}

/** An empty database and a role for the app, of this test alone, on the PostgreSQL of the test instance. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const appRole = `${name}_app`;
  const password = randomBytes(12).toString('hex');
  await asAdmin(`CREATE DATABASE ${name}`);
  await asAdmin(`CREATE ROLE ${appRole} LOGIN PASSWORD '${password}'`);
  const owner = new URL(adminUrl());
  owner.pathname = `/${name}`;
  const app = Object.assign(new URL(owner), { username: appRole, password });
  const drop = async () => {
    await dropDatabase(name);
    await asAdmin(`DROP ROLE ${appRole}`);
  };
  return { ownerUrl: owner.href, appUrl: app.href, appRole, drop };
}

/** Runs statements on one connection and ends it. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * Sessions that were closed a moment ago are given the five seconds for which PostgreSQL itself waits: one that is ended from
 * the server's side just then is an error in its client. What a test left open on purpose is ended after that.
 */
async function dropDatabase(name: string): Promise<void> {
  await asAdmin(`DROP DATABASE ${name}`).catch(() => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`));
}

function adminUrl(): string {
  const url = process.env.DATABASE_ADMIN_URL;
  if (url === undefined) {
    throw new Error('DATABASE_ADMIN_URL is not set: it names a PostgreSQL whose user may create databases and roles.');
  }
  return url;
}

async function asAdmin(statement: string): Promise<void> {
  await withClient(adminUrl(), (client) => client.query(statement));
}

import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of a setting. */
export type ContractDatabase = {
  url: string;
  /** Ends every connection to it, as a restart of PostgreSQL does. */
  disconnectAll(): Promise<void>;
  drop(): Promise<void>;
};

/** A database of its own on the test instance's PostgreSQL. */
export async function createContractDatabase(): Promise<ContractDatabase> {
  const name = `contract_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(contractDatabaseUrl());
  url.pathname = `/${name}`;
  return {
    url: url.href,
    disconnectAll: () => onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`),
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}

/** Where the suite may create databases. */
function contractDatabaseUrl(): string {
  const url = process.env.CONTRACT_DATABASE_URL;
  if (url === undefined) {
    throw new Error('CONTRACT_DATABASE_URL is not set: it names a PostgreSQL whose user may create databases.');
  }
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: contractDatabaseUrl() });
  await client.connect();
  await client.query(statement);
  await client.end();
}

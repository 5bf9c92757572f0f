import { createHash, randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client, type Pool } from 'pg';
import { readIfThere, writePrivate } from './private-file.ts';

/** Who signs in on this machine, and whose token `scripts/store` uses: one and the same person. */
export const localUser = { email: 'owner@example.com', name: 'Owner' };

const provider = 'development';
const scopes = ['stores:read', 'stores:write', 'credentials:read'];
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const tokenLength = 40;

const tokenFile = (dir: string) => join(dir, 'token');
const newToken = () => `sw_${Array.from({ length: tokenLength }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

type Person = { email: string; name: string };
type Rows = Pick<Pool, 'query'> | Pick<Client, 'query'>;

/** A person's row, made as the development sign-in makes it: matched by provider and subject. */
async function ensureUser(rows: Rows, { email, name }: Person): Promise<string> {
  const find = 'select user_id from accounts where provider = $1 and subject = $2';
  const found = await rows.query<{ user_id: string }>(find, [provider, email]);
  if (found.rows[0]) return found.rows[0].user_id;
  const id = randomUUID();
  await rows.query('insert into users (id, email, name) values ($1, $2, $3)', [id, email, name]);
  await rows.query('insert into accounts (provider, subject, user_id) values ($1, $2, $3)', [provider, email, id]);
  return id;
}

/** Makes an API token of a person that may do everything and never ends, and the person too where there is none of that address. */
export async function issueToken(rows: Rows, person: Person): Promise<string> {
  const token = newToken();
  const insert = 'insert into api_tokens (id, user_id, name, hash, scopes) values ($1, $2, $3, $4, $5)';
  await rows.query(insert, [randomUUID(), await ensureUser(rows, person), 'scripts/store', hashOf(token), scopes]);
  return token;
}

/** Leaves an API token of the local user in `token` (0600), for `scripts/store`. A token that still works is kept. */
export async function ensureToken(dir: string, databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const kept = readIfThere(tokenFile(dir))?.trim();
    const isValid =
      'select 1 from api_tokens where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())';
    if (kept && (await client.query(isValid, [hashOf(kept)])).rowCount) return;
    await client.query('begin');
    const token = await issueToken(client, localUser);
    await client.query('commit');
    writePrivate(tokenFile(dir), `${token}\n`);
  } finally {
    await client.end();
  }
}

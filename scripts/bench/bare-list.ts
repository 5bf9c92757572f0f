import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { ownStoresQuery } from '#server/stores/list-query.ts';

/** A program: lists a person's stores without a platform, with the SQL of its list. DATABASE_URL in the environment; says its port. */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const WHO = `select t.id, t.scopes, u.id as owner, u.email, u.name, u.role from api_tokens t join users u on u.id = t.user_id
  where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and u.disabled_at is null`;

/** What `store.list` asks of the database, which answers with JSON. */
async function listFor(token: string): Promise<string> {
  const hash = createHash('sha256').update(token).digest('hex');
  const owner = (await pool.query<{ owner: string }>(WHO, [hash])).rows[0]?.owner ?? '';
  const { text, values } = ownStoresQuery(owner, { limit: 50 });
  const [found] = (await pool.query<{ stores: string; counts: object }>(text, values)).rows;
  return JSON.stringify({ stores: JSON.parse(found?.stores ?? '[]'), counts: found?.counts });
}

const server = createServer((request, response) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  listFor(token).then(
    (answer) => response.setHeader('content-type', 'application/json').end(answer),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

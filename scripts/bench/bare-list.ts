import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

/** A program: lists a person's stores without a platform, with the SQL of its list. DATABASE_URL in the environment; says its port. */
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

const WHO = `select t.id, t.scopes, u.id as owner, u.email, u.name, u.role from api_tokens t join users u on u.id = t.user_id
  where t.hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and u.disabled_at is null`;
const PAGE = 'select * from stores where owner_id = $1 order by created_at desc, id desc limit 51';
const OPERATIONS = 'select * from operations where id = any($1)';
const STEPS = 'select * from steps where operation_id = any($1) order by position';
const COUNTS = 'select status, count(*) from stores where owner_id = $1 group by status';

async function listFor(token: string): Promise<object> {
  const hash = createHash('sha256').update(token).digest('hex');
  const owner = (await pool.query<{ owner: string }>(WHO, [hash])).rows[0]?.owner;
  const [page, counts] = await Promise.all([pageOf(owner), pool.query(COUNTS, [owner])]);
  return { ...page, counts: counts.rows };
}

async function pageOf(owner: string | undefined): Promise<object> {
  const stores = (await pool.query<{ operation_id: string }>(PAGE, [owner])).rows;
  const ids = stores.map((store) => store.operation_id);
  const operations = (await pool.query(OPERATIONS, [ids])).rows;
  const steps = (await pool.query(STEPS, [ids])).rows;
  return { stores, operations, steps };
}

const server = createServer((request, response) => {
  const token = request.headers.authorization?.slice('Bearer '.length) ?? '';
  listFor(token).then(
    (answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

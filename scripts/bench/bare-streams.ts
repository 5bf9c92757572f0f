import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';

/** A program: passes the notices of changed stores on to whoever listens, by owner (the path), as server-sent events. DATABASE_URL; says its port. */
const listeners = new Map<string, Set<ServerResponse>>();

const client = new Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
client.on('notification', ({ payload = '{}' }) => {
  const { ownerId } = JSON.parse(payload) as { ownerId: string };
  for (const response of listeners.get(ownerId) ?? []) response.write(`data: ${payload}\n\n`);
});
await client.query('listen store_changed');

const server = createServer((request, response) => {
  const ownerId = request.url?.slice(1) ?? '';
  const own = listeners.get(ownerId) ?? new Set();
  listeners.set(ownerId, own.add(response));
  response.once('close', () => own.delete(response));
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"kind":"snapshot"}\n\n');
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

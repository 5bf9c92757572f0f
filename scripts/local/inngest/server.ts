import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { z } from 'zod';
import { checkpoint } from './checkpoint.ts';
import type { Core } from './core.ts';
import { parseEvents } from './event-payload.ts';
import { acceptEvent } from './events.ts';
import { newId } from './new-id.ts';
import { overviewPage, runPage } from './page.ts';
import { hashSigningKey, isSame } from './signature.ts';
import { transaction } from './transaction.ts';

type Reply = { status: number; body: unknown; type?: 'application/json' | 'text/html; charset=utf-8' };
type Route = {
  method: 'GET' | 'POST';
  path: RegExp;
  /** Who may call: anyone on this machine, holders of the event key (in the path), holders of the signing key. */
  access: 'anyone' | 'event key' | 'signing key';
  handle: (core: Core, part: string, request: IncomingMessage) => Promise<Reply>;
};

/** The most that a request may hold: more than any event or step output that the official server takes. */
const maxBodyBytes = 32 * 1024 * 1024;

const routes: Route[] = [
  { method: 'GET', path: /^\/()$/, access: 'anyone', handle: async (core) => html(await overviewPage(core)) },
  {
    method: 'GET',
    path: /^\/runs\/(\w+)$/,
    access: 'anyone',
    handle: async (core, id) => html(await runPage(core, id)),
  },
  {
    method: 'GET',
    path: /^\/(health)$/,
    access: 'anyone',
    handle: async () => json(200, { status: 200, message: 'OK' }),
  },
  { method: 'POST', path: /^\/e\/([^/]+)$/, access: 'event key', handle: receiveEvents },
  { method: 'POST', path: /^\/fn\/(register)$/, access: 'signing key', handle: register },
  { method: 'POST', path: /^\/v1\/checkpoint\/(\w+)\/async$/, access: 'signing key', handle: takeCheckpoint },
];

/** The engine's HTTP side: the event API, registrations, checkpoints and the page. Not yet listening. */
export function createEngineServer(core: Core): Server {
  return createServer((request, response) => {
    void answer(core, request).then((reply) => send(response, reply));
  });
}

async function answer(core: Core, request: IncomingMessage): Promise<Reply> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const route = routes.find((route) => route.method === request.method && route.path.test(path));
  const part = decodeURIComponent(route?.path.exec(path)?.[1] ?? '');
  if (!isLocal(request)) {
    return json(403, { error: 'This engine answers to the names of this machine alone.' });
  }
  if (route === undefined) {
    return json(404, { error: `The embedded engine has nothing at ${request.method} ${path}.` });
  }
  if (!isAllowed(core, route, part, request)) {
    return json(401, { error: `${route.access === 'event key' ? 'Event' : 'Signing'} key not valid`, status: 401 });
  }
  try {
    return await route.handle(core, part, request);
  } catch (error) {
    core.log('A request failed', { path: route.path.source, error: String(error) });
    return json(500, { error: 'The engine could not do this; its log tells why.', status: 500 });
  }
}

async function receiveEvents(core: Core, _key: string, request: IncomingMessage): Promise<Reply> {
  const seed = request.headers['x-inngest-event-id-seed'];
  let events;
  try {
    events = parseEvents(await readJson(request), typeof seed === 'string' ? seed : undefined, newId);
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error), status: 400 });
  }
  const ids = [];
  for (const event of events) {
    ids.push(await transaction(core, (tx) => acceptEvent(tx, event)));
  }
  return json(200, { ids, status: 200 });
}

async function register(core: Core, _part: string, request: IncomingMessage): Promise<Reply> {
  try {
    const { functions } = z.object({ functions: z.array(z.unknown()) }).parse(await readJson(request));
    const modified = await core.functions.register(functions);
    return json(200, { ok: true, status: 200, modified });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    core.log('A registration was refused', { reason: message });
    return json(400, { ok: false, status: 400, error: message });
  }
}

async function takeCheckpoint(core: Core, runId: string, request: IncomingMessage): Promise<Reply> {
  const status = await checkpoint(core, runId, await readJson(request));
  return json(status, { status });
}

function isAllowed(core: Core, { access }: Route, part: string, request: IncomingMessage): boolean {
  if (access === 'anyone') {
    return true;
  }
  return access === 'event key'
    ? isSame(part, core.settings.eventKey)
    : isSame(request.headers.authorization ?? '', `Bearer ${hashSigningKey(core.settings.signingKey)}`);
}

// A page of another site cannot make its name resolve to this machine and read on.
function isLocal(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw new Error('The request is larger than 32 MiB.');
    }
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function json(status: number, body: unknown): Reply {
  return { status, body };
}

function html(body: string | null): Reply {
  return body === null
    ? json(404, { error: 'There is no such run.' })
    : { status: 200, body, type: 'text/html; charset=utf-8' };
}

function send(response: ServerResponse, { status, body, type = 'application/json' }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

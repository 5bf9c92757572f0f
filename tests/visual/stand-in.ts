import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page, Route } from '@playwright/test';
import { serialize } from 'superjson';
import type { Outputs } from '#app/trpc/client.ts';
import type { StoreEvent } from '#server/stores/view.ts';

/** A refusal with the server's stable code and its sentence. */
export class Refusal {
  readonly code: string;
  readonly message: string;
  constructor(code: string, message: string) {
    this.code = code;
    this.message = message;
  }
}

/** What the API answers, by router and procedure: values of its own types, or refusals. */
export type Answers = { [R in keyof Outputs]?: { [P in keyof Outputs[R]]?: Outputs[R][P] | Refusal } };

/** The answers of `changes` in the place of those of `known`. */
export function answering(known: Answers, changes: Answers = {}): Answers {
  const routers = Object.keys({ ...known, ...changes }) as (keyof Answers)[];
  return Object.fromEntries(routers.map((name) => [name, { ...known[name], ...changes[name] }])) as Answers;
}

type Stand = { answers: Answers; /** What the stream sends, whatever is looked at. */ events: StoreEvent[] };

/**
 * Answers the page's calls in the platform's place, so that a screen shows the same on every machine and can show what is hard to
 * bring about. A call without an answer is never answered.
 */
export async function standIn(page: Page, { answers, events }: Stand): Promise<void> {
  const stream = await startStream(events);
  page.once('close', () => stream.close());
  await page.route('**/api/trpc/**', (route) => {
    const paths = new URL(route.request().url()).pathname.replace('/api/trpc/', '').split(',');
    if (paths[0] === 'store.watch') return lead(route, stream);
    const known = paths.map((path) => findAnswer(answers, path));
    if (known.some((answer) => answer === undefined)) return;
    return route.fulfill({ json: known.map((answer, index) => envelope(answer, paths[index] ?? '')) });
  });
}

function findAnswer(answers: Answers, path: string): unknown {
  const [router, procedure] = path.split('.') as [keyof Answers, string];
  return (answers[router] as Record<string, unknown> | undefined)?.[procedure];
}

function envelope(answer: unknown, path: string): object {
  if (!(answer instanceof Refusal)) return { result: { data: serialize(answer) } };
  const { code, message } = answer;
  return { error: serialize({ message, code: -32_000, data: { code, path, fields: {} } }) };
}

/** A stream that says its events and stays: a fulfilled request would end at once. */
async function startStream(events: StoreEvent[]): Promise<Server> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write('event: connected\ndata: {}\n\n');
    for (const event of events) response.write(`data: ${JSON.stringify(serialize(event))}\n\n`);
  });
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
  return server;
}

function lead(route: Route, stream: Server): Promise<void> {
  const { port } = stream.address() as AddressInfo;
  return route.continue({ url: `http://127.0.0.1:${port}/` });
}

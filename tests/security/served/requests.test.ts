import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sign } from '#scripts/local/inngest/signature.ts';
import { STREAMS_PER_PERSON } from '#server/trpc/streams.ts';
import { createWorld, type World } from '#tests/faults/support/world.ts';
import { readMessages } from '#tests/stream-messages.ts';
import { ask, PUBLIC, serve, TRUSTED } from './platform.ts';

const TOO_MUCH = 2 * 1024 * 1024;
const JSON_BODY = { 'content-type': 'application/json' };

let world: World;
const urls = { local: '', public: '', trusting: '' };

beforeAll(async () => {
  world = await createWorld();
  [urls.local, urls.public, urls.trusting] = await Promise.all([
    serve(world, {}),
    serve(world, PUBLIC),
    serve(world, { ...PUBLIC, CORS_ORIGINS: TRUSTED }),
  ]);
});

afterAll(() => world.close());

describe('a body of more than 1 MiB', () => {
  const routes: [method: string, path: string, status: number][] = [
    ['POST', '/api/trpc/store.create', 413],
    ['POST', '/api/auth/signout', 413],
    ['POST', '/api/inngest', 413],
    ['PUT', '/api/inngest', 413],
    ['POST', '/api/health', 405],
    ['POST', '/api/readyz', 405],
    ['POST', '/api/livez', 405],
  ];

  it.each(routes)('%s %s refuses, by its declared length', async (method, path, status) => {
    const headers = { ...JSON_BODY, origin: world.env.PUBLIC_URL ?? '', 'content-length': String(TOO_MUCH) };
    const answer = await ask(urls.local, path, { method, headers, body: Buffer.alloc(TOO_MUCH, ' ') });
    expect(answer.status).toBe(status);
  });

  it.each(routes)('%s %s refuses before its end, when no length is declared', async (method, path, status) => {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    const body = new Readable({
      read() {
        this.push(chunk);
      },
    });
    const headers = { ...JSON_BODY, origin: world.env.PUBLIC_URL ?? '', 'transfer-encoding': 'chunked' };
    const answer = await ask(urls.local, path, { method, headers, body });
    body.destroy();
    expect(answer.status).toBe(status);
  });
});

describe('the way of Inngest', () => {
  const key = () => world.env.INNGEST_SIGNING_KEY ?? '';
  const anHourAgo = () => Date.now() - 3_600_000;
  const signatures: [string, () => Record<string, string>][] = [
    ['without a signature', () => ({})],
    ['with noise for a signature', () => ({ 'x-inngest-signature': 'noise' })],
    ['signed with another key', () => ({ 'x-inngest-signature': sign('', 'f'.repeat(64)) })],
    ['signed for another body', () => ({ 'x-inngest-signature': sign('{"a":1}', key()) })],
    ['signed an hour ago', () => ({ 'x-inngest-signature': sign('', key(), anHourAgo()) })],
  ];

  for (const [how, headers] of signatures) {
    it.each(['GET', 'POST', 'PUT'])(`refuses %s ${how}`, async (method) => {
      const path = '/api/inngest?fnId=storewright-provision-store&stepId=step';
      const { status, text } = await ask(urls.local, path, { method, headers: headers() });
      expect(status, text).toBe(401);
      expect(text).not.toMatch(/provision|stack|key/i);
    });
  }

  it('answers who signs', async () => {
    const headers = { 'x-inngest-signature': sign('', key()) };
    const { status, text } = await ask(urls.local, '/api/inngest', { headers });
    expect(status, text).toBe(200);
  });

  it.each(['DELETE', 'PATCH'])('does not know %s', async (method) => {
    expect((await ask(urls.local, '/api/inngest', { method })).status).toBe(405);
  });

  it.each(['{', 'event=store', '\0'])('refuses %j, which is not JSON', async (text) => {
    const answer = await ask(urls.local, '/api/inngest', {
      method: 'POST',
      headers: JSON_BODY,
      body: Buffer.from(text),
    });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/stack|\bat .*:\d+/);
  });
});

describe('a page of another origin that asks what it may', () => {
  const evil = 'https://evil.example';
  const own = PUBLIC.PUBLIC_URL;
  type Row = [app: keyof typeof urls, origin: string | null, allowed: string | null, withCookies: string | null];
  const rows: Row[] = [
    ['local', evil, '*', null],
    ['local', 'null', '*', null],
    ['public', own, own, 'true'],
    ['public', evil, null, null],
    ['public', TRUSTED, null, null],
    ['public', 'null', null, null],
    ['public', null, null, null],
    ['trusting', own, own, 'true'],
    ['trusting', TRUSTED, TRUSTED, 'true'],
    ['trusting', evil, null, null],
    ['trusting', `${TRUSTED}.evil.example`, null, null],
    ['trusting', TRUSTED.replace('https', 'http'), null, null],
  ];

  it.each(rows)('%s platform, from %s: %s, with cookies %s', async (app, origin, allowed, withCookies) => {
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    const headers = { ...asked, ...(origin !== null && { origin }) };
    for (const method of ['OPTIONS', 'GET']) {
      const answer = await ask(urls[app], '/api/trpc/me.get', { method, headers });
      expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
      expect(answer.headers.get('access-control-allow-credentials')).toBe(withCookies);
      expect(answer.headers.get('vary')).toMatch(/origin/i);
    }
  });

  it.each(['/api/auth/session', '/api/auth/csrf', '/api/inngest', '/api/health', '/sign-in'])(
    'reads nothing at %s',
    async (path) => {
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await ask(urls.trusting, path, { method, headers: { origin: TRUSTED } });
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    },
  );
});

describe('a forged address', () => {
  const forged = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };

  it.each(['/', '/api/auth/signin/google', '/api/auth/csrf', '/api/auth/signout?callbackUrl=https://evil.example/'])(
    'leads nobody away from %s',
    async (path) => {
      const { headers, text } = await ask(urls.public, path, { headers: forged });
      expect(headers.get('location') ?? '').not.toMatch(/^(?:https?:)?\/\/evil/);
      expect(headers.getSetCookie().join()).not.toContain('evil.example');
      expect(text).not.toContain('//evil.example');
    },
  );
});

/** What comes first: the view, or why there is none. A platform that is busy may say so in a stream that it had begun. */
async function firstOf(answer: Response): Promise<'view' | 'RATE_LIMITED' | 'UNAVAILABLE' | undefined> {
  if (answer.status === 429) return 'RATE_LIMITED';
  if (answer.status === 503) return 'UNAVAILABLE';
  const { value } = await readMessages(answer).next();
  if (value && 'event' in value) return 'view';
  return value && 'error' in value && value.error.data.code === 'UNAVAILABLE' ? 'UNAVAILABLE' : undefined;
}

describe('1,000 streams of one person', () => {
  it(`are at most ${STREAMS_PER_PERSON} and refusals, whatever last id they claim, and the platform goes on`, async () => {
    const leaving = new AbortController();
    const input = encodeURIComponent(JSON.stringify({ json: { list: {} } }));
    const open = (index: number) => {
      const lastId = index % 2 === 0 ? 'aaaaaaaaaa' : '../../1 or 1=1';
      const headers = { authorization: `Bearer ${world.token}`, 'last-event-id': lastId };
      return fetch(`${urls.local}/api/trpc/store.watch?input=${input}`, { headers, signal: leaving.signal });
    };
    // Held to the end: an answer that nobody holds would be collected, and its stream ended.
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => open(index)));
    const firsts = await Promise.all(answers.map(firstOf));
    const count = (first: string) => firsts.filter((other) => other === first).length;
    expect(count('view')).toBeGreaterThan(0);
    expect(count('view')).toBeLessThanOrEqual(STREAMS_PER_PERSON);
    expect(count('view') + count('RATE_LIMITED') + count('UNAVAILABLE')).toBe(1_000);
    expect((await ask(urls.local, '/api/readyz')).status).toBe(200);
    leaving.abort();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_MAX_BYTES } from '#server/body.ts';
import { closeDatabase, db } from '#server/db.ts';
import { env } from '#server/env.ts';
import { handle } from '#server/trpc/handler.ts';
import {
  type Answer,
  call,
  type Caller,
  makeTool,
  readAnswer,
  request,
  signInPerson,
} from '#tests/integration/trpc/api.ts';
import { type AbsentCluster, configureWithoutCluster } from '#tests/integration/trpc/environment.ts';
import { expectRefusal } from './refusal.ts';

const TRUSTED = 'https://tools.example';

let cluster: AbsentCluster;
let person: Caller & { userId: string };

beforeAll(async () => {
  // An origin of a page that may call makes the platform exposed, so its secrets must be fit for that.
  cluster = await configureWithoutCluster({ CORS_ORIGINS: TRUSTED, ...FIT_FOR_PUBLIC });
  person = await signInPerson();
});

afterAll(async () => {
  await closeDatabase();
  cluster.close();
});

const FIT_FOR_PUBLIC = {
  NEXTAUTH_SECRET: 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa',
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
};

const retry = ['mutation', 'store.retry'] as const;
const input = { id: 'abcdefghij' };

describe('a mutation by cookie', () => {
  it.each([
    'https://evil.example',
    'null',
    '',
    'http://localhost',
    'http://localhost:30000.evil.example',
    `${TRUSTED}.evil.example`,
    TRUSTED.toUpperCase(),
    `${TRUSTED}/`,
  ])('is refused from the origin %j', async (origin) => {
    expectRefusal(await call(person, retry, { input, headers: { origin } }), 403, 'FORBIDDEN');
  });

  it('is refused without an origin', async () => {
    const { cookie = '' } = person.headers;
    expectRefusal(await call({ ...person, headers: { cookie } }, retry, { input }), 403, 'FORBIDDEN');
  });

  it("passes from the platform's own pages and the trusted ones", async () => {
    for (const origin of [env().PUBLIC_URL, TRUSTED]) {
      expectRefusal(await call(person, retry, { input, headers: { origin } }), 404, 'NOT_FOUND');
    }
  });

  it('needs no origin with a token instead', async () => {
    expectRefusal(await call(await makeTool(person.userId), retry, { input }), 404, 'NOT_FOUND');
  });
});

describe('a page of another origin', () => {
  const allowed = async (origin: string) => (await call(person, ['query', 'me.get'], { headers: { origin } })).headers;

  it('may read with cookies when it is trusted', async () => {
    const headers = await allowed(TRUSTED);
    expect(headers.get('access-control-allow-origin')).toBe(TRUSTED);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('vary')).toContain('origin');
  });

  it.each(['https://evil.example', 'null', `${TRUSTED}.evil.example`])(
    'may read nothing when it is %s',
    async (origin) => {
      const headers = await allowed(origin);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('vary')).toContain('origin');
    },
  );
});

describe('a request', () => {
  const body = JSON.stringify({ json: input });
  const post = (headers: Record<string, string>, content: BodyInit = body): Promise<Answer> => {
    const { url, headers: own } = request(person, 'mutation', 'store.retry');
    const all = { ...Object.fromEntries(own), ...headers };
    return readAnswer(
      handle(new Request(url, { method: 'POST', headers: all, body: content, duplex: 'half' } as RequestInit)),
    );
  };

  it.each([
    'text/plain',
    'text/plain; application/json',
    'application/x-www-form-urlencoded',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
  ])('with a body of %s is refused', async (type) =>
    expectRefusal(await post({ 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE'),
  );

  it('of 20 MB is refused', async () => {
    expectRefusal(await post({}, JSON.stringify({ json: { id: 'x'.repeat(20_000_000) } })), 413, 'TOO_LARGE');
  });

  it('without a declared length is read no further than 1 MiB', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    expectRefusal(await post({}, endless), 413, 'TOO_LARGE');
    expect(sent).toBeLessThan(2 * BODY_MAX_BYTES);
  });

  it.each(['{', '[]', '"', 'null', '{"json":', '{"0":{"json":{}}}', '\0'])(
    'with the body %j is refused',
    async (text) => {
      expectRefusal(await post({}, text), 400, 'INVALID_INPUT');
    },
  );

  it('asks for a mutation by GET in vain', async () => {
    const answer = await call(person, ['query', 'store.create'], { input: { name: 'a-shop', type: 'medusa' } });
    expectRefusal(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(await db().store.count({ where: { ownerId: person.userId } })).toBe(0);
  });

  it('asks for a query by POST in vain', async () => {
    expectRefusal(await call(person, ['mutation', 'me.get']), 405, 'METHOD_NOT_ALLOWED');
  });

  it('may hold 10 calls and no more', async () => {
    const batch = (size: number) =>
      call(person, ['query', `${Array(size).fill('me.get').join(',')}?batch=1`], { body: '{}' });
    expect((await batch(10)).status).toBe(200);
    expectRefusal(await batch(11), 400, 'INVALID_INPUT');
  });

  it('is not believed about where it comes from', async () => {
    const headers = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost', origin: 'https://evil.example' };
    expectRefusal(await call(person, retry, { input, headers }), 403, 'FORBIDDEN');
  });
});

import { randomUUID } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import { serialize } from 'superjson';
import type { ProcedureType } from '#tests/integration/trpc/api.ts';
import type { World } from './world.ts';

/** The owner of the world's stores at a browser. Answers are given as they came: status, headers and body. */
export type Person = {
  sessionId: string;
  /** The value of the session's cookie. */
  cookie: string;
  open: (path: string) => Promise<string>;
  call: (type: ProcedureType, procedure: string, input?: unknown) => Promise<string>;
};

/** Signs the owner of the world's token in. */
export async function signInOwner({ database, env, port }: World): Promise<Person> {
  const { rows } = await database.pool.query<{ id: string }>('select id from users limit 1');
  const userId = rows[0]?.id;
  const sessionId = randomUUID();
  await database.pool.query(
    `insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
    [sessionId, userId],
  );
  const cookie = await encode({ token: { userId, sessionId }, secret: env.NEXTAUTH_SECRET ?? '', maxAge: 3600 });
  const headers = { cookie: `storewright.sessionToken=${cookie}`, origin: env.PUBLIC_URL ?? '' };

  async function ask(path: string, init: RequestInit = {}): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      ...init,
      headers: { ...headers, 'content-type': 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    return `${answer.status}\n${[...answer.headers].join('\n')}\n${await answer.text()}`;
  }

  return {
    sessionId,
    cookie,
    open: ask,
    call: (type, procedure, input) => {
      const body = JSON.stringify(serialize(input));
      return type === 'mutation'
        ? ask(`/api/trpc/${procedure}`, { method: 'POST', body })
        : ask(`/api/trpc/${procedure}?input=${encodeURIComponent(body)}`);
    },
  };
}

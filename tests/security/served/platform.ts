import { mkdtempSync, readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ensureAppBuild } from '#scripts/local/app-build.ts';
import { freePort } from '#scripts/local/ports.ts';
import { startAppProcess } from '#tests/faults/support/app-process.ts';
import type { World } from '#tests/faults/support/world.ts';

const RANDOM = 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa';

/** A page of another party that may call a public platform. */
export const TRUSTED = 'https://tools.example';

/** What makes an app believe that people reach it over https under a name of its own, and fit for that. */
export const PUBLIC = {
  PUBLIC_URL: 'https://console.platform.example',
  STORE_BASE_DOMAIN: 'shops.example',
  NEXTAUTH_SECRET: RANDOM,
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  INNGEST_EVENT_KEY: RANDOM,
};

/** Starts one more app of the world, at a port of its own. Returns its address. */
export async function serve(world: World, changes: Record<string, string>): Promise<string> {
  const port = String(await freePort());
  return (await world.start({ PORT: port, ...changes })).url;
}

/** Starts an app that must not run. Returns what it says about it. */
export async function startInVain(world: World, changes: Record<string, string>): Promise<string> {
  const log = join(mkdtempSync(join(tmpdir(), 'storewright-')), 'app.log');
  const start = startAppProcess(await ensureAppBuild(), { ...world.env, ...changes }, log);
  const app = await start.catch(() => null);
  await app?.kill();
  return app ? 'It started.' : readFileSync(log, 'utf8');
}

export type Served = { status: number; headers: Headers; text: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: Buffer | Readable };

/**
 * One request as it is written here, path and headers included, which `fetch` would tidy up. The answer counts as soon as it is
 * there, whether or not the body was taken to its end: the connection is kept, or the end of it might come first.
 */
export function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Served> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const agent = new Agent({ keepAlive: true });
    const asking = request({ hostname, port, path, method, headers, agent }, (answer) => {
      void read(answer)
        .then(resolve, reject)
        .finally(() => agent.destroy());
    });
    asking.on('error', reject);
    if (body instanceof Readable) body.pipe(asking);
    else asking.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<Served> {
  const pairs = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
  return { status: answer.statusCode ?? 0, headers: new Headers(pairs), text: await text(answer) };
}

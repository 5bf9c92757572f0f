import { createRequire } from 'node:module';
import { NextRequest } from 'next/server';
import { handleAuth } from '#server/auth/handler.ts';

type Send = { form?: Record<string, string>; headers?: Record<string, string> };

/** The request that is being answered: Next keeps it for `next/headers`, through which NextAuth reads it. */
let current: NextRequest;
const require = createRequire(import.meta.url);
const path = require.resolve('next/headers');
require(path);
const nextHeaders = require.cache[path];
if (!nextHeaders) throw new Error('next/headers is not where NextAuth looks for it.');
nextHeaders.exports = {
  headers: () => Promise.resolve(current.headers),
  cookies: () => Promise.resolve({ getAll: () => current.cookies.getAll() }),
};

/** A browser as far as sign-in needs one: it keeps cookies, sends forms, and follows redirects when told to. */
export class Browser {
  readonly #origin: string;
  readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** One request to the sign-in routes of the app. */
  async send(path: string, { form, headers }: Send = {}): Promise<Response> {
    const body = form && new URLSearchParams(form).toString();
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const formHeaders = body && {
      origin: this.#origin,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
    };
    const method = body === undefined ? 'GET' : 'POST';
    current = new NextRequest(new URL(path, this.#origin), {
      method,
      body,
      headers: { cookie, 'user-agent': 'test browser', 'x-forwarded-for': '203.0.113.7', ...formHeaders, ...headers },
    });
    const nextauth = current.nextUrl.pathname.split('/').slice(3);
    const response = await handleAuth(current, { params: Promise.resolve({ nextauth }) });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Sends a form as a page does: with the CSRF token of this browser. */
  async post(path: string, form: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = (await (await this.send('/api/auth/csrf')).json()) as { csrfToken: string };
    return this.send(path, { form: { csrfToken, ...form } });
  }

  /** Goes to the provider and comes back with its answer: the address of the app's callback, not yet called. */
  async askGoogle(form: Record<string, string> = {}): Promise<string> {
    const start = await this.post('/api/auth/signin/google', form);
    const answer = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  }

  /** The whole way with Google. Returns where the person ends up. */
  async signInWithGoogle(form: Record<string, string> = {}): Promise<string | null> {
    const response = await this.send(await this.askGoogle(form));
    return response.headers.get('location');
  }

  /** The request by which any other part of the app would know this browser. */
  request(): { headers: Headers } {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { headers: new Headers({ cookie }) };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const isGone = value === '' || attributes.includes('Max-Age=0');
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

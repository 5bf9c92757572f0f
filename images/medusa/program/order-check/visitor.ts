import { request } from 'node:http';

/**
 * Longer than the shop itself waits for its backend, so that the shop's own answer comes first. The longest is POST /checkout:
 * of its requests one after the other, three that read wait 5 s each, four that change 10 s, the order 20 s, and where the
 * order is refused another two, 15 s, for the page that says so: 90 s.
 */
const TIMEOUT_MS = { GET: 40_000, POST: 100_000 };

/** Of a page, in bytes: far more than a shop's longest. The rest is not read. */
const BODY_BYTES = 2_000_000;

/** The beginning of a body that a failure quotes, in characters. */
const QUOTE_LENGTH = 300;

export type Answer = { status: number; location: string | undefined; body: string; asked: string };

/** A browser without scripts: it has cookies, and posts forms from the shop's own pages. */
export class Visitor {
  readonly #address: string;
  readonly #storeUrl: URL;
  readonly #cookies = new Map<string, string>();

  /** `address` is where the shop is reached inside the cluster, `storeUrl` what its customers type. */
  constructor(address: string, storeUrl: string) {
    this.#address = address;
    this.#storeUrl = new URL(storeUrl);
  }

  get(path: string): Promise<Answer> {
    return this.#ask('GET', path);
  }

  post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.#ask('POST', path, new URLSearchParams(fields).toString());
  }

  async #ask(method: keyof typeof TIMEOUT_MS, path: string, form?: string): Promise<Answer> {
    const { host, protocol, origin } = this.#storeUrl;
    const headers: Record<string, string> = {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': protocol.slice(0, -1),
    };
    if (this.#cookies.size > 0)
      headers.cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (form !== undefined) {
      headers.origin = origin;
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['content-length'] = String(Buffer.byteLength(form));
    }
    const asked = `${method} ${path}`;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const asking = request(new URL(path, this.#address), {
          method,
          headers,
          signal: AbortSignal.timeout(TIMEOUT_MS[method]),
        });
        asking.on('error', reject);
        asking.on('response', async (response) => {
          try {
            this.#keepCookies(response.headers['set-cookie'] ?? []);
            let body = '';
            for await (const part of response.setEncoding('utf8')) if (body.length < BODY_BYTES) body += part;
            resolve({ status: response.statusCode ?? 0, location: response.headers.location, body, asked });
          } catch (error) {
            reject(error);
          }
        });
        asking.end(form);
      });
    } catch (error) {
      throw new Error(`${asked} got no answer: ${(error as Error).message}`, { cause: error });
    }
  }

  #keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
  }
}

/** The failure of a step that got another answer than it needs, with the words of the page and without its frame and markup. */
export function unexpected({ asked, status, location, body }: Answer): Error {
  const words = body
    .replace(/^[\s\S]*?(?=<main\b)/, '')
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const to = location === undefined ? '' : ` to ${location}`;
  return new Error(`${asked} answered ${status}${to}: ${words.slice(0, QUOTE_LENGTH)}`);
}

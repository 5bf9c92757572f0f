import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The SDK refuses signatures older than this; so does the engine. */
const maxAgeMs = 5 * 60 * 1000;

/** JSON in the canonical form of RFC 8785 (sorted keys), which is what both sides sign. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The value of `x-inngest-signature` for a body: `t=<seconds>&s=<HMAC-SHA256 of body and t>`. */
export function sign(body: string, signingKey: string, now = Date.now()): string {
  const time = Math.round(now / 1000).toString();
  return `t=${time}&s=${hmac(body, time, signingKey)}`;
}

/** Whether the header signs this very body with this key, at most five minutes ago. */
export function isSigned(header: string | undefined, body: string, signingKey: string, now = Date.now()): boolean {
  const params = new URLSearchParams(header ?? '');
  const time = params.get('t') ?? '';
  const age = Math.abs(now - Number(time) * 1000);
  return age <= maxAgeMs && isSame(params.get('s') ?? '', hmac(body, time, signingKey));
}

/** What the SDK sends as bearer token: its key's hash, so that the key itself never travels. */
export function hashSigningKey(signingKey: string): string {
  const { prefix, secret } = splitKey(signingKey);
  return prefix + createHash('sha256').update(Buffer.from(secret, 'hex')).digest('hex');
}

/** Equality in a time that tells nothing about where two secrets differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function hmac(body: string, time: string, signingKey: string): string {
  return createHmac('sha256', splitKey(signingKey).secret).update(body).update(time).digest('hex');
}

function splitKey(signingKey: string): { prefix: string; secret: string } {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? '';
  return { prefix, secret: signingKey.slice(prefix.length) };
}

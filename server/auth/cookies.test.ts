import { beforeAll, describe, expect, it, vi } from 'vitest';
import { cookies, readCookie } from './cookies.ts';

const random = 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa';

beforeAll(() => {
  const env = {
    PUBLIC_URL: 'https://console.storewright.example',
    STORE_BASE_DOMAIN: 'shops.example',
    DATABASE_URL: 'postgresql://app@db/storewright',
    NEXTAUTH_SECRET: random,
    GOOGLE_CLIENT_ID: 'id',
    GOOGLE_CLIENT_SECRET: 'secret',
    INNGEST_SIGNING_KEY: random,
    INNGEST_EVENT_KEY: random,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});

describe('the cookies of a sign-in over https', () => {
  it('are all such as no other host can plant: __Host-, secure, for the whole host, without a domain', () => {
    const all = Object.values(cookies());
    expect(all).toHaveLength(6);
    for (const { name, options } of all) {
      expect(name).toMatch(/^__Host-storewright\./);
      expect(options).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
      expect(options).not.toHaveProperty('domain');
    }
  });

  it('are read by their whole name', () => {
    const header = 'xstorewright.state=1; storewright.state=a=b; storewright.state2=3';
    expect(readCookie(header, 'storewright.state')).toBe('a=b');
    expect(readCookie(header, 'state')).toBeNull();
    expect(readCookie(null, 'storewright.state')).toBeNull();
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';

const NEEDED = { DATABASE_URL: 'postgresql://app@db/storewright', NEXTAUTH_SECRET: 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa' };
const EXPOSED = {
  PUBLIC_URL: 'https://console.storewright.example',
  STORE_BASE_DOMAIN: 'shops.example',
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  INNGEST_SIGNING_KEY: 'signkey-prod-q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa',
  INNGEST_EVENT_KEY: 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa',
};

/** The configuration is read once per process, so each case reads it anew. */
async function originsWith(variables: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...NEEDED, ...variables })) vi.stubEnv(name, value);
  return import('./origins.ts');
}

beforeEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
});

describe('pages of other origins', () => {
  it('may call without cookies, and only so, on a machine that nobody else can reach', async () => {
    const { corsHeaders, isTrustedOrigin } = await originsWith({ PUBLIC_URL: 'http://localhost:3000' });
    const headers = corsHeaders('https://any.example');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    expect(isTrustedOrigin('https://any.example')).toBe(false);
  });

  it("may not call in public, save the platform's own", async () => {
    const { corsHeaders } = await originsWith(EXPOSED);
    expect(corsHeaders('https://any.example')).not.toHaveProperty('access-control-allow-origin');
    expect(corsHeaders(EXPOSED.PUBLIC_URL)).toMatchObject({
      'access-control-allow-origin': EXPOSED.PUBLIC_URL,
      'access-control-allow-credentials': 'true',
    });
  });

  it('may call with cookies when they are listed, beside the own one', async () => {
    const { corsHeaders, isTrustedOrigin } = await originsWith({
      ...EXPOSED,
      CORS_ORIGINS: 'https://a.example, https://b.example',
    });
    for (const origin of ['https://a.example', 'https://b.example', EXPOSED.PUBLIC_URL]) {
      expect(corsHeaders(origin)).toMatchObject({ 'access-control-allow-origin': origin, vary: 'origin' });
      expect(isTrustedOrigin(origin)).toBe(true);
    }
    expect(corsHeaders('https://c.example')).not.toHaveProperty('access-control-allow-origin');
    expect(isTrustedOrigin(null)).toBe(false);
  });
});

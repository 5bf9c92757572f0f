import { describe, expect, it } from 'vitest';
import { parseEnv } from '../env.ts';
import { isDevelopmentSignInAllowed } from './guards.ts';

const random = 'q7Jw2vRk9Xc4Lm1Tz8Bn5Hs3Gd6Fy0Pa';
const local = {
  NODE_ENV: 'production',
  NEXTAUTH_SECRET: 'short',
  DATABASE_URL: 'postgresql://app@db/storewright',
} as const;
const exposed = {
  ...local,
  PUBLIC_URL: 'https://console.storewright.example',
  STORE_BASE_DOMAIN: 'shops.example',
  NEXTAUTH_SECRET: random,
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  INNGEST_SIGNING_KEY: `signkey-prod-${random}`,
  INNGEST_EVENT_KEY: random,
};

describe('what must not run where others can reach it', () => {
  it('lets a laptop run without secrets, and a well configured platform run in public', () => {
    expect(() => parseEnv(local)).not.toThrow();
    expect(() => parseEnv(exposed)).not.toThrow();
  });

  const offences: [string, Record<string, string>][] = [
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: random.slice(1) }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: 'a'.repeat(64) }],
    ['NEXTAUTH_SECRET', { NEXTAUTH_SECRET: `please-change-me-${random}` }],
    ['GOOGLE_CLIENT_ID', { GOOGLE_CLIENT_ID: '', GOOGLE_CLIENT_SECRET: '' }],
    ['GOOGLE_ISSUER', { GOOGLE_ISSUER: 'http://127.0.0.1:9000' }],
    ['INNGEST_DEV', { INNGEST_DEV: '1' }],
    ['INNGEST_SIGNING_KEY', { INNGEST_SIGNING_KEY: '' }],
    ['INNGEST_SIGNING_KEY', { INNGEST_SIGNING_KEY: 'signkey-production-0123456789abcdef' }],
    ['INNGEST_EVENT_KEY', { INNGEST_EVENT_KEY: 'local' }],
    ['STORE_BASE_DOMAIN', { STORE_BASE_DOMAIN: 'shops.storewright.example' }],
    ['CRASH_AT', { CRASH_AT: 'install-chart:mid' }],
  ];

  it.each(offences)('refuses a public address with a bad %s', (variable, change) => {
    expect(() => parseEnv({ ...exposed, ...change })).toThrow(`\n  ${variable} `);
  });

  it.each(offences.filter(([variable]) => variable !== 'STORE_BASE_DOMAIN'))(
    'refuses a cluster with a bad %s, although its address is loopback',
    (variable, change) => {
      const inCluster = { ...exposed, PUBLIC_URL: 'http://localhost:8080', KUBERNETES_SERVICE_HOST: '10.96.0.1' };
      expect(() => parseEnv({ ...inCluster, ...change })).toThrow(`\n  ${variable} `);
    },
  );

  it('counts every origin that may call the API as a public address', () => {
    expect(() => parseEnv({ ...local, CORS_ORIGINS: 'https://tools.example' })).toThrow('NEXTAUTH_SECRET');
  });

  it.each(['production', 'development', 'test'] as const)('does not look at NODE_ENV=%s', (NODE_ENV) => {
    expect(() => parseEnv({ ...exposed, NODE_ENV, NEXTAUTH_SECRET: 'short' })).toThrow('NEXTAUTH_SECRET');
    expect(() => parseEnv({ ...local, NODE_ENV })).not.toThrow();
  });

  it('takes two names under one country suffix for two parties, and lets the operator decide otherwise', () => {
    const uk = { ...exposed, PUBLIC_URL: 'https://console.one.co.uk' };
    expect(() => parseEnv({ ...uk, STORE_BASE_DOMAIN: 'two.co.uk' })).not.toThrow();
    expect(() => parseEnv({ ...uk, STORE_BASE_DOMAIN: 'shops.one.co.uk' })).toThrow('STORE_BASE_DOMAIN');
    expect(() => parseEnv({ ...uk, STORE_BASE_DOMAIN: 'shops.one.co.uk', ALLOW_SHARED_DOMAIN: 'true' })).not.toThrow();
  });

  it('lets only a loopback address stand in for Google', () => {
    expect(() => parseEnv({ ...local, GOOGLE_ISSUER: 'https://accounts.evil.example' })).toThrow('GOOGLE_ISSUER');
    expect(() => parseEnv({ ...local, GOOGLE_ISSUER: 'http://127.0.0.1:9000' })).not.toThrow();
  });

  it('serves the metrics nowhere but at a port of their own', () => {
    expect(() => parseEnv({ ...local, PORT: '3000', METRICS_PORT: '3000' })).toThrow('METRICS_PORT');
    expect(() => parseEnv({ ...local, PORT: '3000', METRICS_PORT: '9464' })).not.toThrow();
  });

  it('offers the development sign-in to the people at this machine alone, and only without Google', () => {
    const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
    expect(isDevelopmentSignInAllowed(parseEnv(local))).toBe(true);
    expect(isDevelopmentSignInAllowed(parseEnv({ ...local, ...google }))).toBe(false);
    expect(isDevelopmentSignInAllowed(parseEnv(exposed))).toBe(false);
  });
});

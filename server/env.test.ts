import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const required = { NEXTAUTH_SECRET: 'any', DATABASE_URL: 'postgresql://app:db-password@db/storewright' };
const parse = (variables: Record<string, string>) => parseEnv({ NODE_ENV: 'test', ...required, ...variables });

describe('the configuration', () => {
  it('needs two variables and fills in the rest', () => {
    expect(parse({})).toMatchObject({
      PUBLIC_URL: 'http://localhost:3000',
      DATABASE_DIRECT_URL: required.DATABASE_URL,
      MAX_STORES_PER_USER: 5,
      STORE_URL_SCHEME: 'http',
      CHART_VALUES: 'local',
      IN_CLUSTER: false,
    });
  });

  it.each([
    ['LEASE_SECONDS', 'ten'],
    ['HELM_CONCURRENCY', '0'],
    ['SLICE_SECONDS', '21'],
    ['PORT', '65536'],
    ['PUBLIC_URL', 'https://canary.example/path'],
    ['PUBLIC_URL', 'javascript:canary'],
    ['CORS_ORIGINS', 'http://localhost:1,*'],
    ['ADMIN_EMAILS', 'a@example.org,canary'],
    ['BLOCKED_CIDRS', '10.0.0.0/33'],
    ['INGRESS_CONTROLLER', 'kube-system/traefik'],
    ['DATABASE_URL', 'mysql://canary'],
    ['CRASH_AT', 'anywhere'],
    ['ALLOW_SHARED_DOMAIN', 'canary'],
    ['GOOGLE_CLIENT_ID', 'canary'],
  ])('names %s when its value is wrong, and never tells the value %s', (name, value) => {
    const attempt = () => parse({ [name]: value });
    expect(attempt).toThrow(name.replace('CLIENT_ID', 'CLIENT_SECRET'));
    expect(attempt).not.toThrow(value);
  });

  it('names every wrong variable at once, the missing ones too', () => {
    expect(() => parseEnv({ NODE_ENV: 'test', PORT: 'x' })).toThrow(
      /PORT must be a number\n {2}NEXTAUTH_SECRET is missing\n {2}DATABASE_URL is missing/,
    );
  });

  it('takes an empty variable for an absent one', () => {
    expect(parse({ SMTP_URL: '', LEASE_SECONDS: '', CORS_ORIGINS: '' })).toMatchObject({
      LEASE_SECONDS: 10,
      CORS_ORIGINS: [],
    });
  });

  it('lets tests run at a tenth of the real bounds', () => {
    expect(parse({ LEASE_SECONDS: '1', LEASE_RENEW_SECONDS: '0.3' })).toMatchObject({ LEASE_RENEW_SECONDS: 0.3 });
  });

  it('reads lists without regard to spaces, and addresses of people without regard to case', () => {
    expect(parse({ ADMIN_EMAILS: ' Ada@Example.org, bob@example.org ,' }).ADMIN_EMAILS).toEqual([
      'ada@example.org',
      'bob@example.org',
    ]);
  });
});

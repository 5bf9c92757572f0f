import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getStoreType, STORE_TYPES } from './index.ts';

const URL_SAFE = /^[A-Za-z0-9_-]+$/;

describe.each([...STORE_TYPES.values()])('the store type $id', (type) => {
  it('has a chart', () => {
    expect(existsSync(`helm/${type.id}/Chart.yaml`)).toBe(true);
  });

  it('makes credentials of at least 160 bits, anew each time, that need no quoting', () => {
    const [one, other] = [type.makeCredentials(), type.makeCredentials()];
    for (const [key, value] of Object.entries(one).filter(([key]) => key !== 'admin-username')) {
      expect(value).toMatch(URL_SAFE);
      expect(value.length).toBeGreaterThanOrEqual(27);
      expect(value).not.toBe(other[key]);
    }
  });

  it('tells its owner how to sign in', () => {
    const secret = type.makeCredentials();
    const shown = type.credentials(secret, { adminUrl: 'http://shop.test/admin', ownerEmail: 'owner@example.test' });
    expect(shown).toEqual({
      loginUrl: 'http://shop.test/admin',
      username: expect.stringMatching(/./),
      password: secret['admin-password'],
    });
  });

  it('has an administration under its own address', () => {
    expect(type.adminPath).toMatch(/^\/\w/);
  });
});

it('says what to do about a type that was taken out', () => {
  expect(() => getStoreType('saleor')).toThrow(/not registered/);
});

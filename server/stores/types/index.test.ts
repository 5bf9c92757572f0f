import { existsSync, globSync, readFileSync } from 'node:fs';
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

  it('shows nothing for a name that its Secret lacks', () => {
    const shown = type.credentials({}, { adminUrl: 'http://shop.test/admin', ownerEmail: '' });
    expect(shown).toEqual({ loginUrl: 'http://shop.test/admin', username: '', password: '' });
  });

  it('makes what its chart reads, and nothing else', () => {
    const chart = globSync(`helm/${type.id}/templates/*`)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const unread = Object.keys(type.makeCredentials()).filter(
      (key) => !/^[a-z]+(-[a-z]+)+$/.test(key) || !chart.includes(key),
    );
    expect(unread).toEqual([]);
  });

  it('introduces itself to a person who chooses', () => {
    expect(type.label).toMatch(/^[A-Z]/);
    expect(type.description).toMatch(/^[A-Z].+\.$/);
    expect(type.includes.length).toBeGreaterThan(2);
    expect(type.includes.filter((part) => !/^[A-Z]/.test(part))).toEqual([]);
  });

  it('waits for the parts that serve its customers', () => {
    expect(type.servingRoles).toContain('web');
    expect(type.servingRoles.filter((role) => !/^(web|app)$/.test(role))).toEqual([]);
  });

  it('has an administration under its own address', () => {
    expect(type.adminPath).toMatch(/^\/\w/);
  });
});

it('says what to do about a type that was taken out', () => {
  expect(() => getStoreType('saleor')).toThrow(/"saleor" is not registered; put its descriptor back/);
});

it('who signs in is the owner, or the administrator that the shop was made with', () => {
  const store = { adminUrl: '', ownerEmail: 'owner@example.test' };
  const users = [...STORE_TYPES.values()].map((type) => [
    type.id,
    type.credentials(type.makeCredentials(), store).username,
  ]);
  expect(users).toEqual([
    ['woocommerce', 'admin'],
    ['medusa', 'owner@example.test'],
  ]);
});

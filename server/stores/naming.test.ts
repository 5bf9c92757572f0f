import { expect, it } from 'vitest';
import { CREDENTIALS_SECRET, hostOf, MANAGER_ROLE, namespaceOf, newStoreId, RELEASE, STORE_ID } from './naming.ts';

const ids = Array.from({ length: 2000 }, newStoreId);

it('ids have the form that the admission policy asks for, and use all of it', () => {
  expect(ids.filter((id) => !/^[a-z][a-z0-9]{9}$/.test(id))).toEqual([]);
  expect(new Set(ids.map((id) => id.charAt(0))).size).toBe(26);
  expect(new Set(ids.map((id) => id.slice(1)).join('')).size).toBe(36);
});

it('no two ids are the same', () => {
  expect(new Set(ids).size).toBe(ids.length);
});

it.each(['abcdefghij0', 'abcdefghi', '0bcdefghij', 'Abcdefghij', 'abcdefghiJ', 'abcdefghi-', '', 'xabcdefghij '])(
  '%j is no id',
  (text) => {
    expect(STORE_ID.test(text)).toBe(false);
  },
);

it('a namespace is named by the id, a host by the name that its owner chose', () => {
  expect(namespaceOf('abcdefghij')).toBe('store-abcdefghij');
  expect(hostOf('my-shop', 'shops.example.com')).toBe('my-shop.shops.example.com');
});

it('what stands in charts and in the cluster keeps its name', () => {
  expect({ RELEASE, CREDENTIALS_SECRET, MANAGER_ROLE }).toEqual({
    RELEASE: 'store',
    CREDENTIALS_SECRET: 'store-credentials',
    MANAGER_ROLE: 'storewright-store-manager',
  });
});

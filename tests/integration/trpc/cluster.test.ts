import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { closeDatabase } from '#server/db.ts';
import { newStoreId } from '#server/stores/naming.ts';
import { call, type Caller, signInPerson } from './api.ts';
import { configureWithoutCluster } from './environment.ts';

let person: Caller;
let input: { id: string };

beforeAll(async () => {
  const absent = await configureWithoutCluster({ KUBECONFIG: inject('instance').kubeconfigs.app });
  absent.close();
  person = await signInPerson();
  const wish = { name: `shop-${newStoreId()}`, type: 'woocommerce' };
  const created = await call(person, ['mutation', 'store.create'], { input: wish });
  input = { id: (created.data as { id: string }).id };
});

afterAll(() => closeDatabase());

it('a store that was just asked for has no pods, which is no fault of the cluster', async () => {
  expect(await call(person, ['query', 'store.pods'], { input })).toMatchObject({ status: 200, data: [] });
});

it('a store that was just asked for has no credentials yet, and says so', async () => {
  const answer = await call(person, ['mutation', 'store.credentials'], { input });
  expect(answer).toMatchObject({ status: 409, error: { data: { code: 'NOT_ALLOWED_NOW' } } });
});

it('health names the version of the cluster', async () => {
  const { data } = await call(person, ['query', 'health.get']);
  expect(data).toMatchObject({
    database: { ok: true },
    kubernetes: { ok: true, message: expect.stringContaining('v1.') },
  });
});

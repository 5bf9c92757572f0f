import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { backgroundDb, closeDatabase } from '#server/db.ts';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import { compareNamespaces, knownOrphans } from '#server/workflows/compare-namespaces.ts';
import { connect, eventually, never, newNamespace } from '#tests/integration/kubernetes/cluster.ts';

const k = connect();
let ownerId = '';

beforeAll(async () => {
  Object.assign(process.env, inject('instance').env);
  ownerId = randomUUID();
  await backgroundDb().user.create({ data: { id: ownerId, email: 'owner@example.org' } });
});
afterAll(closeDatabase);

/** As it is when a write of the cancelled work reached the API server late: the store is gone, its namespace has come up. */
async function namespaceOfDeletedStore(deletedSecondsAgo: number): Promise<string> {
  const { name } = await newNamespace(k);
  const storeId = name.slice('store-'.length);
  await backgroundDb().operation.create({
    data: {
      storeId,
      storeName: 'gone',
      storeType: 'medusa',
      requestedById: ownerId,
      kind: 'delete',
      status: 'succeeded',
      finishedAt: new Date(Date.now() - deletedSecondsAgo * 1000),
    },
  });
  return name;
}

it('removes a namespace that appears late for a store that was deleted, and only reports every other orphan', async () => {
  const late = await namespaceOfDeletedStore(5);
  const old = await namespaceOfDeletedStore(601);
  const orphan = (await newNamespace(k)).name;

  expect(knownOrphans()).toBeNull();
  await compareNamespaces();

  await eventually(async () => ((await findNamespace(k, late, never)) === null ? true : null), `${late} gone`);
  for (const name of [old, orphan]) {
    expect(await findNamespace(k, name, never)).toMatchObject({ terminating: false });
    expect(knownOrphans()).toContain(name);
  }
  expect(knownOrphans()).not.toContain(late);
});

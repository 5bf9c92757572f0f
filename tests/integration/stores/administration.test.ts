import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import type { Actor } from '#server/stores/actor.ts';
import { listMismatches, removeOrphan } from '#server/stores/orphans.ts';
import { listPeople, setDisabled, setStoreLimit } from '#server/stores/people.ts';
import { listAllStores } from '#server/stores/repository.ts';
import { createStore } from '#server/stores/service.ts';
import { connect, eventually, labelsOf, never, newNamespace } from '#tests/integration/kubernetes/cluster.ts';
import { newPerson, type Platform, preparePlatform } from './platform.ts';

const k = connect();

let platform: Platform;
let admin: Actor;
let member: Actor;

beforeAll(async () => {
  platform = await preparePlatform({ KUBECONFIG: inject('instance').kubeconfigs.app });
  [admin, member] = await Promise.all([newPerson(), newPerson()]);
});

afterAll(() => platform.close());

async function auditOf(action: string) {
  const { rows } = await platform.pool.query('select actor_id, detail from audit_entries where action = $1', [action]);
  return rows as unknown[];
}

test('a limit of their own bounds what a person may create, until it is taken back, and is recorded', async () => {
  const { id, email } = member.user;
  await setStoreLimit(admin, id, 1);
  await createStore(member, { name: 'first', type: 'medusa' });
  await expect(createStore(member, { name: 'second', type: 'medusa' })).rejects.toMatchObject({
    code: 'STORE_LIMIT_REACHED',
  });
  expect((await listPeople({ search: email, limit: 10 })).people).toMatchObject([
    { id, stores: 1, maxStores: 1, hasOwnLimit: true },
  ]);
  await setStoreLimit(admin, id, null);
  await createStore(member, { name: 'second', type: 'medusa' });
  expect(await auditOf('person.limit')).toMatchObject([
    { actor_id: admin.user.id, detail: { email, maxStores: 1 } },
    { detail: { maxStores: 'as everybody' } },
  ]);
  const { stores } = await listAllStores({ limit: 10, owner: email });
  expect(stores.map(({ name, owner }) => [name, owner])).toEqual([
    ['second', email],
    ['first', email],
  ]);
});

test('pages of everybody’s stores give each once, of all or of those whose owner’s address has a part', async () => {
  const other = await newPerson();
  await createStore(other, { name: 'third', type: 'medusa' });
  const readPages = async (owner?: string) => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAllStores({ limit: 1, owner, cursor });
      names.push(...page.stores.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return names;
  };
  expect(await readPages()).toEqual(['third', 'second', 'first']);
  expect(await readPages(member.user.email.toUpperCase())).toEqual(['second', 'first']);
  expect(await readPages('%')).toEqual([]);
  expect(await readPages('_')).toEqual([]);
});

test('an administrator shuts others out and lets them in again, but not themselves', async () => {
  await expect(setDisabled(admin, admin.user.id, true)).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' });
  await setDisabled(admin, member.user.id, true);
  await setDisabled(admin, member.user.id, true);
  const find = async () => (await listPeople({ search: member.user.email, limit: 10 })).people[0]?.disabledAt;
  expect(await find()).toBeInstanceOf(Date);
  await setDisabled(admin, member.user.id, false);
  expect(await find()).toBeNull();
  expect([await auditOf('person.disable'), await auditOf('person.enable')].map(({ length }) => length)).toEqual([1, 1]);
});

test('only a namespace that is no store’s is removed, and only the very one that was looked at', async () => {
  const orphan = await newNamespace(k);
  const { orphans } = await listMismatches(never);
  expect(orphans).toContainEqual(expect.objectContaining(orphan));

  const refused = { code: 'NOT_ALLOWED_NOW' };
  await expect(removeOrphan(admin, { ...orphan, uid: 'another' }, never)).rejects.toMatchObject(refused);
  const id = labelsOf(orphan.name.slice('store-'.length))['storewright.dev/store-id'];
  const { id: storeId } = await createStore(member, { name: 'owner', type: 'medusa' });
  await platform.pool.query('update stores set id = $1, namespace = $2 where id = $3', [id, orphan.name, storeId]);
  await expect(removeOrphan(admin, orphan, never)).rejects.toMatchObject(refused);
  expect(await findNamespace(k, orphan.name, never)).toMatchObject({ terminating: false });
  expect(await auditOf('namespace.remove')).toEqual([]);

  await platform.pool.query('delete from stores where id = $1', [id]);
  await removeOrphan(admin, orphan, never);
  await eventually(async () => ((await findNamespace(k, orphan.name, never)) === null ? true : null), 'its end');
  expect(await auditOf('namespace.remove')).toMatchObject([{ detail: { namespace: orphan.name, uid: orphan.uid } }]);
});

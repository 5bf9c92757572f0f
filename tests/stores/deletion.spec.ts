import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { list } from './support/cluster.ts';
import { bringUp, deleteStore, TYPES } from './support/platform.ts';

type Volume = Awaited<ReturnType<typeof list>>[number] & {
  spec: { claimRef?: { namespace: string }; local?: { path: string }; hostPath?: { path: string } };
};

const volumesOf = async (namespace: string) =>
  (await list<Volume>('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === namespace);

for (const type of TYPES) {
  test(`a deleted ${type} store leaves no namespace, no volume and no folder of one`, async () => {
    const store = await bringUp(type);
    const volumes = await volumesOf(store.namespace);
    expect(volumes).toHaveLength(2);
    // Folders of a node that is this very machine can be looked at; another's cannot.
    const folders = volumes
      .map(({ spec }) => spec.local?.path ?? spec.hostPath?.path ?? '')
      .filter((folder) => existsSync(folder));

    await deleteStore(store);

    const names = (await list('namespaces')).map(({ metadata }) => metadata.name);
    expect(names).not.toContain(store.namespace);
    await expect.poll(() => volumesOf(store.namespace), 'the provisioner removes the volumes').toEqual([]);
    await expect.poll(() => folders.filter((folder) => existsSync(folder)), 'and their folders').toEqual([]);
  });
}

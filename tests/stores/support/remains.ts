import { existsSync } from 'node:fs';
import { expect } from '@playwright/test';
import { list } from './cluster.ts';

type Volume = Awaited<ReturnType<typeof list>>[number] & {
  spec: { claimRef?: { namespace: string }; local?: { path: string }; hostPath?: { path: string } };
};

const volumesOf = async (namespace: string) =>
  (await list<Volume>('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === namespace);

/** Looks at what a store has besides its objects; the function that is returned expects, once it was deleted, that nothing is left. */
export async function lookAtRemains(namespace: string): Promise<() => Promise<void>> {
  const volumes = await volumesOf(namespace);
  expect(volumes).toHaveLength(2);
  // Folders of a node that is this very machine can be looked at; another's cannot.
  const folders = volumes
    .map(({ spec }) => spec.local?.path ?? spec.hostPath?.path ?? '')
    .filter((folder) => existsSync(folder));
  return async () => {
    const names = (await list('namespaces')).map(({ metadata }) => metadata.name);
    expect(names).not.toContain(namespace);
    await expect.poll(() => volumesOf(namespace), 'the provisioner removes the volumes').toEqual([]);
    await expect.poll(() => folders.filter((folder) => existsSync(folder)), 'and their folders').toEqual([]);
  };
}

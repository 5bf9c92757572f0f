import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import type { StoreView } from '#server/stores/view.ts';
import { uniqueName } from '#tests/e2e/test.ts';
import { environment } from './environment.ts';

const run = promisify(execFile);

export const TYPES = ['medusa', 'woocommerce'] as const;
export type StoreTypeId = (typeof TYPES)[number];

/** Whether a store of the type can sell here: without its plugin the image of WooCommerce is a bare WordPress. */
export const sells = (type: StoreTypeId): boolean =>
  type !== 'woocommerce' || environment('STORES_HAVE_WOOCOMMERCE') === 'yes';

/** The types whose stores can sell here. */
export const SELLING = TYPES.filter(sells);

/** `scripts/store` as a person runs it, on the platform under test; its JSON. Rejects with what it said. */
export async function scriptsStore<T>(...args: string[]): Promise<T> {
  const { stdout } = await run('scripts/store', [...args, '--json']);
  return JSON.parse(stdout) as T;
}

/** Creates a store and waits until it is READY; a failure rejects with the reason that the platform gives. */
export function createStore(type: StoreTypeId, name = uniqueName(type.slice(0, 4))): Promise<StoreView> {
  return scriptsStore<StoreView>('create', '--type', type, '--name', name, '--wait');
}

/**
 * Creates a store and waits for the end of its provisioning: READY, or, where it cannot sell, whatever became of it. Its pods,
 * database and policies are there either way.
 */
export async function bringUp(type: StoreTypeId): Promise<StoreView> {
  const name = uniqueName(type.slice(0, 4));
  const made = createStore(type, name);
  if (sells(type)) return made;
  await made.catch(() => undefined);
  return scriptsStore<StoreView>('get', name);
}

export async function deleteStore({ name }: StoreView): Promise<void> {
  await scriptsStore('delete', name, '--wait');
}

/** Deletes whatever stores are left, those of a test that failed too: a small node has no room for them beside the next ones. */
export async function deleteStores(): Promise<void> {
  const stores = () => scriptsStore<StoreView[]>('list');
  await Promise.all((await stores()).filter(({ status }) => status !== 'deleting').map(deleteStore));
  await expect.poll(stores, { timeout: 120_000 }).toEqual([]);
}

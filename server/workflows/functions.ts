import { singleton } from '#server/singleton.ts';
import { checkStore } from './check-store.ts';
import { deleteStore } from './delete-store.ts';
import { provisionStore } from './provision-store.ts';

/** Every Inngest function of the product, made once the environment is read. */
export const functions = singleton('functions', () => [provisionStore(), deleteStore(), checkStore()]);

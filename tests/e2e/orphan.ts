import { namespaceLabels } from '#server/stores/isolation.ts';
import { namespaceOf, newStoreId } from '#server/stores/naming.ts';
import { kubectl } from './kubectl.ts';

/** Makes a namespace as the platform makes one for a store, but without the store. Returns its name. */
export async function createOrphan(): Promise<string> {
  const id = newStoreId();
  const name = namespaceOf(id);
  const labels = namespaceLabels({ id, name: 'lost-shop', type: 'woocommerce' });
  await kubectl(['create', '-f', '-'], { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  return name;
}

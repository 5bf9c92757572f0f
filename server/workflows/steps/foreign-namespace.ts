import { STORE_ID_LABEL, type NamespaceView } from '#server/kubernetes/namespaces.ts';

/** Nothing is changed or deleted in a namespace whose store-id label is not the store's (DESIGN §4). */
export function isForeign(namespace: NamespaceView, store: { id: string }): boolean {
  return namespace.labels[STORE_ID_LABEL] !== store.id;
}

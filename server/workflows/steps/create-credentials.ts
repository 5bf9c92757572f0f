import { kubernetes } from '#server/adapters.ts';
import { ensureSecret } from '#server/kubernetes/secret.ts';
import { CREDENTIALS_SECRET } from '#server/stores/naming.ts';
import { getStoreType } from '#server/stores/types/index.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';

/** Passwords are made once per store and never again: a retry finds them and leaves them alone. */
export const createCredentials: StepBody = async ({ store, call }) => {
  const created = await ensureSecret(kubernetes(), call, {
    namespace: store.namespace,
    name: CREDENTIALS_SECRET,
    labels: { 'app.kubernetes.io/managed-by': 'storewright' },
    make: getStoreType(store.type).makeCredentials,
  });
  return done(created ? 'Made anew' : 'Kept those that were there');
};

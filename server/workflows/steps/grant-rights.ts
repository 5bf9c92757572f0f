import { kubernetes } from '#server/adapters.ts';
import { env } from '#server/env.ts';
import { ensureRoleBinding } from '#server/kubernetes/access.ts';
import { MANAGER_ROLE } from '#server/stores/naming.ts';
import type { StepContext } from '../attempt-step.ts';

/** Gives the platform's account its rights in the store's namespace; they take a moment to arrive. */
export async function grantRights({ store, call }: Pick<StepContext, 'store' | 'call'>): Promise<void> {
  await ensureRoleBinding(kubernetes(), call, {
    namespace: store.namespace,
    name: 'storewright',
    clusterRole: MANAGER_ROLE,
    subject: { namespace: env().PLATFORM_NAMESPACE, name: env().PLATFORM_SERVICE_ACCOUNT },
  });
}

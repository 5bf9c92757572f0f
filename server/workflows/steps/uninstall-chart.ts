import { helm, kubernetes } from '#server/adapters.ts';
import { HelmError } from '#server/helm/index.ts';
import { findNamespace } from '#server/kubernetes/namespaces.ts';
import { RELEASE } from '#server/stores/naming.ts';
import type { StepBody } from '../attempt-step.ts';
import { done } from '../progress.ts';
import { isForeign } from './foreign-namespace.ts';
import { grantRights } from './grant-rights.ts';

/**
 * A namespace that is going takes the chart with it, and one that is not ours is left alone. So a helm that
 * failed does not end a deletion: of an API server that went away meanwhile it says no more than that.
 */
export const uninstallChart: StepBody = async ({ store, call, waiting }) => {
  const namespace = await findNamespace(kubernetes(), store.namespace, waiting);
  if (!namespace || namespace.terminating || isForeign(namespace, store)) return done('Nothing was installed');
  try {
    const { removed } = await helm().ensureUninstalled(call, { namespace: store.namespace, release: RELEASE });
    return done(removed ? null : 'Nothing was installed');
  } catch (error) {
    if (error instanceof HelmError && error.kind === 'failed') return done(`Left to the namespace: ${error.message}`);
    // A provisioning that was cut off between its namespace and the rights in it left none. Whatever comes of granting them, the
    // refusal is what is told, and helm is asked again.
    const isRefused = error instanceof HelmError && error.kind === 'forbidden';
    if (isRefused) await grantRights({ store, call }).catch(() => undefined);
    throw error;
  }
};

import { find } from './find.ts';
import type { Check } from './place.ts';
import { ok, warning, wrong } from './result.ts';

type Deployment = { status: { replicas?: number; availableReplicas?: number } };

/** Whether the platform, where it is installed, serves; where it is not, the rest is judged by the defaults of its chart. */
export const platformCheck: Check = async ({ k, expected: { isInstalled, account } }) => {
  const where = `namespace ${account.namespace}`;
  if (isInstalled === null)
    return [
      warning(
        where,
        'not known what the platform expects: this kubeconfig may not read its settings',
        "Use an administrator's kubeconfig; until then the defaults of helm/platform are looked for.",
      ),
    ];
  if (!isInstalled)
    return [ok(where, 'the platform is not installed yet: the defaults of helm/platform are looked for')];
  const { status } = (await find<Deployment>(
    k,
    `/apis/apps/v1/namespaces/${account.namespace}/deployments/platform`,
  )) ?? {
    status: {},
  };
  const { replicas = 0, availableReplicas = 0 } = status;
  const what = `${availableReplicas} of ${replicas} pods of the platform serve`;
  if (availableReplicas > 0 && availableReplicas === replicas) return [ok(where, what)];
  const next = `kubectl describe pods --namespace ${account.namespace} says why.`;
  return [availableReplicas > 0 ? warning(where, what, next) : wrong(where, what, next)];
};

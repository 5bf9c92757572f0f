import type { Kubernetes } from '#server/kubernetes/client.ts';
import { checkOwnRights } from '#server/kubernetes/own-rights.ts';
import { describeRight, isGranted, type Right } from '#server/kubernetes/review.ts';
import { MANAGER_ROLE } from '#server/stores/naming.ts';
import { find } from './find.ts';
import type { Check, Place } from './place.ts';
import { ok, warning, wrong, type Finding } from './result.ts';

const TIMEOUT_MS = 30_000;

/** What helm/platform creates that only an administrator may. The rest lies in its own namespace. */
const INSTALLED: Right[] = [
  { resource: 'namespaces', group: '' },
  { resource: 'clusterroles', group: 'rbac.authorization.k8s.io' },
  { resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io' },
  { resource: 'validatingadmissionpolicies', group: 'admissionregistration.k8s.io' },
  { resource: 'validatingadmissionpolicybindings', group: 'admissionregistration.k8s.io' },
].map((what) => ({ verb: 'create', ...what }));

const AS_ADMINISTRATOR = "Use an administrator's kubeconfig; the platform itself runs as an account of its own.";
const RENEW =
  'Run the set-up script, or helm upgrade of helm/platform: both bring its roles and its admission policy back';

async function judgeOwn(k: Kubernetes): Promise<Finding> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answers = await Promise.all(INSTALLED.map((right) => isGranted(k, right, signal)));
  const missing = INSTALLED.filter((_, index) => !answers[index]).map(describeRight);
  return missing.length === 0
    ? ok('this kubeconfig', 'may install the platform')
    : wrong('this kubeconfig', `may not install the platform: ${missing.join(', ')}`, AS_ADMINISTRATOR);
}

/** Asked as that account, by the same questions that the app asks of itself when it starts. An account that is not there yet is no fault. */
async function judgeAccount({ k, as, expected }: Place): Promise<Finding[]> {
  const { namespace, name } = expected.account;
  const where = `account ${namespace}/${name}`;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  if (!(await isGranted(k, { verb: 'impersonate', resource: 'serviceaccounts', namespace, name }, signal)))
    return [warning(where, 'its rights are not known: this kubeconfig may not ask as it', AS_ADMINISTRATOR)];
  if (!(await find(k, `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`))) return [];
  const account = { storeRole: MANAGER_ROLE, subject: expected.account };
  const { missing, excess } = await checkOwnRights(as(`system:serviceaccount:${namespace}:${name}`), account, signal);
  return [
    missing.length === 0
      ? ok(where, 'has the rights that it needs')
      : wrong(where, `lacks ${missing.join(', ')}`, `${RENEW}; see that nothing else takes them away.`),
    excess.length === 0
      ? ok(where, 'has no others')
      : wrong(
          where,
          `may do more than it should: ${excess.join(', ')}`,
          `${RENEW}; remove other bindings of this account.`,
        ),
  ];
}

/** Whether this kubeconfig can set up, and whether the platform's account, where there is one, may do what it must and nothing else. */
export const rightsCheck: Check = async (place) => [await judgeOwn(place.k), ...(await judgeAccount(place))];

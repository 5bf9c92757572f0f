import type { Kubernetes } from './client.ts';
import { isKubernetesError } from './errors.ts';
import { pathOf } from './resources.ts';
import { describeRight, isGranted, type Right } from './review.ts';

/** What an account lacks of that which it needs, and what it has beyond; both empty when it is as it should be. */
export type RightsReport = { missing: string[]; excess: string[] };

export type Account = {
  /** The ClusterRole that it may bind in the namespaces of stores, and no other. */
  storeRole: string;
  /** Its ServiceAccount. */
  subject: { namespace: string; name: string };
};

const RBAC = 'rbac.authorization.k8s.io';
const MAY_ASK: Right = { verb: 'create', group: 'authorization.k8s.io', resource: 'selfsubjectaccessreviews' };
/** Where nothing of ours may ever be: whoever binds roles there can have the cluster. */
const FORBIDDEN_PLACE = 'kube-system';

/** What no work can be done without (reliability.md, Rights 1). Rights inside a store come later, with its namespace. */
function neededRights({ storeRole }: Account): Right[] {
  return [
    ...['create', 'get', 'list', 'delete'].map((verb) => ({ verb, resource: 'namespaces' })),
    ...['create', 'get'].map((verb) => ({ verb, group: RBAC, resource: 'rolebindings' })),
    { verb: 'bind', group: RBAC, resource: 'clusterroles', name: storeRole },
  ];
}

/** Each of these, held cluster-wide or in the named place, is a way to other people's secrets or to the whole cluster. */
function harmfulRights({ subject }: Account): Right[] {
  return [
    { verb: 'get', resource: 'secrets' },
    { verb: 'get', resource: 'secrets', namespace: FORBIDDEN_PLACE },
    { verb: 'get', resource: 'secrets', namespace: subject.namespace },
    { verb: 'create', resource: 'pods' },
    { verb: 'create', resource: 'pods/exec' },
    { verb: 'create', resource: 'serviceaccounts/token' },
    { verb: 'create', group: 'apps', resource: 'deployments' },
    { verb: 'patch', resource: 'namespaces' },
    { verb: 'impersonate', resource: 'users' },
    { verb: 'create', group: RBAC, resource: 'clusterrolebindings' },
    { verb: 'escalate', group: RBAC, resource: 'clusterroles' },
    { verb: 'bind', group: RBAC, resource: 'clusterroles', name: 'cluster-admin' },
  ];
}

/**
 * Compares the rights of the account that this process acts as with those that it should have. Roles are asked about; that the
 * admission policy holds is tried, with a RoleBinding that is never made (dry run).
 * @throws KubernetesError when the cluster gives no answer.
 */
export async function checkOwnRights(k: Kubernetes, account: Account, signal: AbortSignal): Promise<RightsReport> {
  const grantedOf = async (rights: readonly Right[]) => {
    const answers = await Promise.all(rights.map((right) => isGranted(k, right, signal)));
    return rights.filter((_, index) => answers[index]);
  };
  try {
    const needed = neededRights(account);
    const [has, harmful, canBindAnywhere] = await Promise.all([
      grantedOf(needed),
      grantedOf(harmfulRights(account)),
      canBindIn(FORBIDDEN_PLACE, k, account, signal),
    ]);
    const binding: Right = { verb: 'create', group: RBAC, resource: 'rolebindings', namespace: FORBIDDEN_PLACE };
    return {
      missing: needed.filter((right) => !has.includes(right)).map(describeRight),
      excess: [...(canBindAnywhere ? [binding] : []), ...harmful].map(describeRight),
    };
  } catch (error) {
    if (isKubernetesError(error, 'forbidden')) return { missing: [describeRight(MAY_ASK)], excess: [] };
    throw error;
  }
}

/** Whether a role binding of the form that is right in a store's namespace would be made in this one. Changes nothing. */
async function canBindIn(namespace: string, k: Kubernetes, { storeRole, subject }: Account, signal: AbortSignal) {
  const object = `RoleBinding/storewright in ${namespace}, as a dry run`;
  const body = {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'storewright', namespace },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: storeRole },
    subjects: [{ kind: 'ServiceAccount', ...subject }],
  };
  const query = { dryRun: 'All' };
  try {
    await k.write(
      { guard: () => {}, signal },
      { method: 'POST', path: pathOf('RoleBinding', namespace), query, body, object },
    );
    return true;
  } catch (error) {
    // Names are compared after admission: one that is taken was let through.
    if (isKubernetesError(error, 'already-exists')) return true;
    if (REFUSALS.some((kind) => isKubernetesError(error, kind))) return false;
    throw error;
  }
}

/** `not-found`: without the right to bind, the role's own rights are compared, and there may be no such role. */
const REFUSALS = ['admission-denied', 'forbidden', 'not-found'] as const;

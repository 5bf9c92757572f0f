import { until } from '#scripts/local/until.ts';
import { asAdmin, cluster } from './cluster.ts';

const GROUP = '/apis/admissionregistration.k8s.io/v1';
const POLICIES = `${GROUP}/validatingadmissionpolicies`;
const BINDINGS = `${GROUP}/validatingadmissionpolicybindings`;
const apiVersion = 'admissionregistration.k8s.io/v1';

/**
 * From now on the cluster denies every new object of that resource in the namespace, with those words. Returns the policy's end.
 * A ConfigMap of the policy's name in `default` is denied too: by that it is seen when the API server has taken it up.
 */
export async function deny(resource: string, namespace: string, words: string): Promise<() => Promise<void>> {
  const name = `deny-${resource}-${namespace}`;
  const inStore = `request.namespace == '${namespace}' && request.resource.resource == '${resource}'`;
  const asProbe = `request.namespace == 'default' && request.name == '${name}'`;
  const rule = { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: [resource, 'configmaps'] };
  const spec = {
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules: [rule] },
    validations: [{ expression: `!(${inStore}) && !(${asProbe})`, message: words }],
  };
  const metadata = { name };
  await create(POLICIES, { apiVersion, kind: 'ValidatingAdmissionPolicy', metadata, spec });
  const binding = { policyName: name, validationActions: ['Deny'] };
  await create(BINDINGS, { apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata, spec: binding });
  await until('the policy to be taken up', 60, () => isDenied(name));
  return async () => {
    for (const path of [`${BINDINGS}/${name}`, `${POLICIES}/${name}`])
      await cluster().write(asAdmin, { method: 'DELETE', path, body: {} });
  };
}

const create = (path: string, body: unknown) => cluster().write(asAdmin, { method: 'POST', path, body });

async function isDenied(name: string): Promise<boolean> {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
  const path = '/api/v1/namespaces/default/configmaps';
  try {
    await cluster().write(asAdmin, { method: 'POST', path, query: { dryRun: 'All' }, body });
    return false;
  } catch {
    return true;
  }
}

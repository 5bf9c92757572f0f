import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { asAdmin } from '#tests/integration/kubernetes/cluster.ts';

type Rule = { apiGroups?: string[]; resources?: string[]; resourceNames?: string[]; verbs: string[] };
type Config = { clusters: unknown[]; users: { name: string; user: { token: string } }[] };

/** The rules of the platform's cluster-wide role, as the chart made them. */
export async function platformRules(): Promise<Rule[]> {
  const role = await asAdmin(['get', 'clusterrole', 'storewright-platform', '-o', 'json']);
  return (JSON.parse(role) as { rules: Rule[] }).rules;
}

/**
 * An account with these rules cluster-wide, which the admission policy knows nothing of, because it concerns the platform's own
 * alone. `kubeconfig` acts as it.
 */
export async function makeAccount(
  name: string,
  rules: Rule[],
): Promise<{ kubeconfig: string; remove(): Promise<void> }> {
  const metadata = { name };
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  const subjects = [{ kind: 'ServiceAccount', name, namespace: 'default' }];
  const items = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'default' } },
    { ...rbac, kind: 'ClusterRole', rules },
    { ...rbac, kind: 'ClusterRoleBinding', roleRef, subjects },
  ];
  await asAdmin(['create', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
  const token = (await asAdmin(['create', 'token', name, '--namespace', 'default'])).trim();
  const own = JSON.parse(readFileSync(inject('instance').kubeconfigs.app, 'utf8')) as Config;
  const users = own.users.map((user) => ({ ...user, user: { token } }));
  const kubeconfig = join(mkdtempSync(join(tmpdir(), 'account-')), 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify({ ...own, users }), { mode: 0o600 });
  return {
    kubeconfig,
    remove: async () => {
      await asAdmin(['delete', 'clusterrolebinding,clusterrole', name]);
      await asAdmin(['delete', 'serviceaccount', name, '--namespace', 'default']);
    },
  };
}

import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { getHealth } from '#server/health.ts';
import { createKubernetes } from '#server/kubernetes/client.ts';
import { checkOwnRights } from '#server/kubernetes/own-rights.ts';
import { log } from '#server/log.ts';
import { startRightsCheck } from '#server/own-rights.ts';
import { newId } from '#tests/integration/kubernetes/cluster.ts';
import { apiServer, kubeconfigBy } from '#tests/faults/support/kubeconfig.ts';
import { startTcpProxy, type TcpProxy } from '#tests/faults/support/tcp-proxy.ts';
import { makeAccount, platformRules } from './accounts.ts';
import { PLATFORM } from './objects.ts';

const ACCOUNT = { storeRole: 'storewright-store-manager', subject: PLATFORM };
/** A check may find the machine busy; what ends a broken run measures nothing. */
const PATIENCE = { timeout: 30_000, interval: 50 };

function check(kubeconfig: string) {
  const k = createKubernetes({ kubeconfig, readTimeoutMs: 15_000, writeTimeoutMs: 15_000 });
  return checkOwnRights(k, ACCOUNT, AbortSignal.timeout(30_000));
}

describe('the check of one’s own rights', () => {
  it('finds nothing wrong with the platform’s account', async () => {
    expect(await check(inject('instance').kubeconfigs.app)).toEqual({ missing: [], excess: [] });
  });

  it('names what an administrator could do besides', async () => {
    const { missing, excess } = await check(inject('instance').kubeconfigs.admin);
    expect(missing).toEqual([]);
    expect(excess).toEqual([
      'create rolebindings.rbac.authorization.k8s.io in kube-system',
      'get secrets',
      'get secrets in kube-system',
      'get secrets in storewright-system',
      'create pods',
      'create pods/exec',
      'create serviceaccounts/token',
      'create deployments.apps',
      'patch namespaces',
      'impersonate users',
      'create clusterrolebindings.rbac.authorization.k8s.io',
      'escalate clusterroles.rbac.authorization.k8s.io',
      'bind clusterroles.rbac.authorization.k8s.io cluster-admin',
    ]);
  });

  it('finds an account that no admission policy holds, though its roles are right', async () => {
    const account = await makeAccount(`unheld-${newId()}`, await platformRules());
    expect(await check(account.kubeconfig).finally(account.remove)).toEqual({
      missing: [],
      excess: ['create rolebindings.rbac.authorization.k8s.io in kube-system'],
    });
  });

  it('names a right that was taken away', async () => {
    const weaker = (await platformRules()).map((rule) => ({
      ...rule,
      verbs: rule.verbs.filter((verb) => verb !== 'delete' && verb !== 'bind'),
    }));
    const rules = weaker.filter(({ verbs }) => verbs.length > 0);
    const account = await makeAccount(`weak-${newId()}`, rules);
    const { missing } = await check(account.kubeconfig).finally(account.remove);
    expect(missing).toEqual([
      'delete namespaces',
      'bind clusterroles.rbac.authorization.k8s.io storewright-store-manager',
    ]);
  });
});

/** Runs the check as the app does at its start, with the connection that this process has. */
describe('at the start of the app', () => {
  let way: TcpProxy;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const overprivileged = await platformRules();
    const account = await makeAccount(`excess-${newId()}`, [
      ...overprivileged,
      { apiGroups: [''], resources: ['secrets'], verbs: ['get'] },
    ]);
    way = await startTcpProxy(apiServer());
    Object.assign(process.env, inject('instance').env, { KUBECONFIG: kubeconfigBy(way.url, account.kubeconfig) });
    log.level = 'silent';
    afterAll(account.remove);
  });

  afterAll(async () => {
    await stop?.();
    await way.close();
  });

  it('a cluster that is away is asked until it answers, and what is wrong then stands in the health and in the log', async () => {
    const said = vi.spyOn(log, 'error');
    const warned = vi.spyOn(log, 'warn');
    await way.refuse();
    stop = startRightsCheck();
    await vi.waitFor(() => expect(warned).toHaveBeenCalledWith(expect.anything(), 'rights.not-known'), PATIENCE);
    expect(await getHealth()).toMatchObject({ kubernetes: { ok: false }, rights: null });

    await way.heal();
    await vi.waitFor(async () => expect((await getHealth()).rights).not.toBeNull(), PATIENCE);
    const { status, rights } = await getHealth();
    expect({ status, rights }).toEqual({
      status: 'degraded',
      rights: { ok: false, message: expect.stringContaining('may do more than it should: ') },
    });
    expect(rights?.message).toContain('get secrets');
    expect(said).toHaveBeenCalledWith(
      expect.objectContaining({ excess: expect.arrayContaining(['get secrets']) }),
      'rights.wrong',
    );
  });
});

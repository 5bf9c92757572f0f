import { execFile } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it, onTestFinished } from 'vitest';
import { CHECKS } from '#scripts/cluster/doctor/checks.ts';
import { root } from '#scripts/local/root.ts';
import type { Result } from '#scripts/cluster/doctor/result.ts';
import { makeAccount } from '#tests/rights/accounts.ts';
import { newId } from '../kubernetes/cluster.ts';

type Ending = { code: number; stdout: string; stderr: string };

/** Runs what scripts/doctor runs, on a machine that has these of the pinned tools. */
async function doctor(
  args: readonly string[],
  programs: readonly ('helm' | 'kubectl')[] = ['helm', 'kubectl'],
): Promise<Ending> {
  const { dir, tools } = inject('instance');
  const path = mkdtempSync(join(dir, 'doctor-'));
  for (const name of programs) symlinkSync(tools[name], join(path, name));
  const main = join(root, 'scripts/cluster/doctor/main.ts');
  const surroundings = { env: { PATH: path, HOME: path } as unknown as NodeJS.ProcessEnv };
  return promisify(execFile)(process.execPath, [main, ...args], surroundings).then(
    (words) => ({ code: 0, ...words }),
    (error: Ending) => error,
  );
}

const resultsOf = ({ stdout }: Ending) => JSON.parse(stdout) as Result[];

it('tells of everything by machine and by eye, and ends with 1 when something is wrong', async () => {
  const { admin } = inject('instance').kubeconfigs;
  const [json, text] = await Promise.all([doctor(['--kubeconfig', admin, '--json']), doctor(['--kubeconfig', admin])]);
  const results = resultsOf(json);
  // No ingress controller runs in the sandbox.
  expect(results.filter(({ level }) => level === 'wrong')).toEqual([
    {
      level: 'wrong',
      check: 'ingress',
      where: 'namespace kube-system',
      what: 'no ingress controller: no pod is labelled app.kubernetes.io/name=traefik',
      next: expect.stringContaining('installs Traefik'),
    },
  ]);
  expect([json.code, text.code]).toEqual([1, 1]);
  expect(new Set(results.map(({ check }) => check))).toEqual(new Set(['machine', ...Object.keys(CHECKS)]));
  for (const { where, what } of results) expect(text.stdout).toContain(`${where}: ${what}`);
  expect(text.stdout).toMatch(/\n {9}→ .*installs Traefik/);
  expect(text.stdout).toMatch(/\d+ ok, \d+ warning, 1 wrong\n$/);
});

it('changes nothing: an account that can only look, and ask for another, is told the same', async () => {
  const name = `looks-${newId()}`;
  const account = await makeAccount(name, [
    { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] },
  ]);
  onTestFinished(() => account.remove());
  const told = async (kubeconfig: string) => resultsOf(await doctor(['--kubeconfig', kubeconfig, '--json']));
  const [looks, admin] = await Promise.all([told(account.kubeconfig), told(inject('instance').kubeconfigs.admin)]);
  const others = (results: Result[]) => results.filter(({ where }) => where !== 'this kubeconfig');
  expect(others(looks)).toEqual(others(admin));
  expect(looks.find(({ where }) => where === 'this kubeconfig')).toMatchObject({ level: 'wrong', check: 'rights' });
});

it('says what it may not look at, and goes on', async () => {
  const results = resultsOf(await doctor(['--kubeconfig', inject('instance').kubeconfigs.app, '--json']));
  const unknown = results.filter(({ what }) => what.startsWith('not known'));
  expect(unknown.map(({ check, level }) => `${check}: ${level}`)).toContain('storage: warning');
  expect(results.some(({ check, level }) => check === 'kubernetes' && level === 'ok')).toBe(true);
});

it('names the programs that are missing, and a cluster that does not answer', async () => {
  const { code, stdout } = await doctor(['--kubeconfig', '/nowhere/kubeconfig'], []);
  expect(code).toBe(1);
  expect(stdout).toContain('wrong    this machine: helm is missing');
  expect(stdout).toContain('wrong    this machine: kubectl is missing');
  expect(stdout).toContain('wrong    the cluster of /nowhere/kubeconfig: no answer');
});

it('says what it does not understand, and where it is explained', async () => {
  expect(await doctor(['--fix'])).toMatchObject({ code: 1, stderr: expect.stringContaining('scripts/doctor --help') });
  expect(await doctor([])).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no kubeconfig') });
});

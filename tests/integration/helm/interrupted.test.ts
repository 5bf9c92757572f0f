import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ReleaseRef } from '#server/helm/index.ts';
import {
  CACHE_DIR,
  HELM_BIN,
  SINGLE,
  VALUES,
  newContext,
  newHelm,
  newNamespace,
  removeNamespace,
  statusesOf,
} from './cluster.ts';

// A hook Job that never runs: helm waits for it, in the middle of the install, as long as it is let.
const ENDLESS_HOOK = `
apiVersion: batch/v1
kind: Job
metadata:
  name: endless
  annotations: { helm.sh/hook: 'pre-install,pre-upgrade' }
spec:
  suspend: true
  template:
    spec:
      restartPolicy: Never
      securityContext: { runAsNonRoot: true, runAsUser: 65535, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: endless
          image: {{ .Values.image | quote }}
          resources: { limits: { cpu: 10m, memory: 16Mi } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`;

let endlessChart: string;
let ref: ReleaseRef;

beforeAll(async () => {
  endlessChart = await mkdtemp(join(tmpdir(), 'chart-'));
  await cp(SINGLE, endlessChart, { recursive: true });
  await writeFile(join(endlessChart, 'templates/endless.yaml'), ENDLESS_HOOK);
});

afterAll(() => rm(endlessChart, { recursive: true }));

beforeEach(async () => {
  ref = await newNamespace();
});

afterEach(() => removeNamespace(ref));

async function untilStatus(status: string): Promise<void> {
  await vi.waitUntil(async () => (await statusesOf(ref)).at(-1) === status, { timeout: 20_000, interval: 50 });
}

/** A process of its own that starts an install and can be killed like the app. */
async function installInAnotherProcess(): Promise<ReturnType<typeof spawn>> {
  const script = join(import.meta.dirname, 'install.ts');
  const child = spawn(process.execPath, [script, ref.namespace, endlessChart, CACHE_DIR], { stdio: 'inherit' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await untilStatus('pending-install');
  return child;
}

test('a killed parent takes helm with it, and the next one clears what was left and installs once', async () => {
  const parent = await installInAnotherProcess();
  const helmPid = await pidOfHelm(ref.namespace);
  const helm = newHelm();
  expect(helm.diesWithParent).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await vi.waitUntil(() => !isAlive(helmPid), { timeout: 5000, interval: 20 });
  expect(await statusesOf(ref)).toEqual(['pending-install']);
  const ensured = await helm.ensureRelease(newContext(), { ...ref, chartDir: SINGLE, values: VALUES });
  expect(ensured).toMatchObject({ changed: true, cleared: 'pending-install' });
  expect((await statusesOf(ref)).filter((status) => status === 'deployed')).toHaveLength(1);
});

test('a helm killed in an upgrade leaves a release that the next call brings to the wanted values', async () => {
  const helm = newHelm();
  await helm.ensureRelease(newContext(), { ...ref, chartDir: SINGLE, values: VALUES });
  const upgrading = helm.ensureRelease(newContext(), { ...ref, chartDir: endlessChart, values: VALUES });
  const ended = upgrading.catch((error: unknown) => error);
  await untilStatus('pending-upgrade');
  process.kill(await pidOfHelm(ref.namespace), 'SIGKILL');
  expect(await ended).toMatchObject({ kind: 'killed', command: 'upgrade' });
  const wanted = { ...ref, chartDir: SINGLE, values: { ...VALUES, note: 'second' } };
  expect(await helm.ensureRelease(newContext(), wanted)).toMatchObject({ changed: true, cleared: 'pending-upgrade' });
  expect((await statusesOf(ref)).filter((status) => status === 'deployed')).toHaveLength(1);
  expect(await helm.ensureRelease(newContext(), wanted)).toMatchObject({ changed: false });
});

test('a helm that hangs is ended at its bound, and the release is not left pending', async () => {
  const helm = newHelm({ timeoutMs: 8000 });
  const hanging = helm.ensureRelease(newContext(), { ...ref, chartDir: endlessChart, values: VALUES });
  await expect(hanging).rejects.toMatchObject({ kind: 'timeout', command: 'upgrade' });
  expect(await statusesOf(ref)).toEqual(['failed']);
  const ensured = await newHelm().ensureRelease(newContext(), { ...ref, chartDir: SINGLE, values: VALUES });
  expect(ensured).toEqual({ revision: 2, changed: true });
});

test('a cancelled install ends helm before it answers, and can be uninstalled at once', async () => {
  const helm = newHelm();
  const cancel = new AbortController();
  const installing = helm.ensureRelease(newContext(cancel.signal), { ...ref, chartDir: endlessChart, values: VALUES });
  const ended = installing.catch((error: unknown) => error);
  await untilStatus('pending-install');
  const helmPid = await pidOfHelm(ref.namespace);
  cancel.abort();
  expect(await ended).toMatchObject({ kind: 'cancelled' });
  expect(isAlive(helmPid)).toBe(false);
  expect(await helm.ensureUninstalled(newContext(), ref)).toEqual({ removed: true });
  expect(await statusesOf(ref)).toEqual([]);
});

test('draining lets no helm live on, and starts none', async () => {
  const helm = newHelm({ graceMs: 1000 });
  const installing = helm.ensureRelease(newContext(), { ...ref, chartDir: endlessChart, values: VALUES });
  const ended = installing.catch((error: unknown) => error);
  await untilStatus('pending-install');
  const helmPid = await pidOfHelm(ref.namespace);
  await helm.drain();
  expect(await ended).toMatchObject({ kind: 'cancelled' });
  expect(isAlive(helmPid)).toBe(false);
  expect(helm.stats()).toMatchObject({ running: 0, queued: 0 });
  await expect(helm.findRelease(newContext(), ref)).rejects.toMatchObject({ kind: 'cancelled' });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function pidOfHelm(namespace: string): Promise<number> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const argv = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (argv.startsWith(`${HELM_BIN}\0upgrade\0`) && argv.includes(`\0${namespace}\0`)) return Number(entry);
  }
  throw new Error(`No helm works on ${namespace}.`);
}

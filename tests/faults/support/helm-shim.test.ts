import { execa, type Options } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signal, startTimeOf } from '#scripts/local/process-identity.ts';
import { until } from '#scripts/local/until.ts';
import { type HelmShim, installHelmShim, realHelmOf } from './helm-shim.ts';

let folder: string;
let helm: HelmShim;

/** The helm behind the shim is a shell: the argument after the namespace is what it does. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shim-'));
  const real = join(folder, 'real');
  writeFileSync(real, '#!/bin/sh\neval "$4"\n', { mode: 0o755 });
  helm = installHelmShim(join(folder, 'shim'), real);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (namespace: string, work: string, options: Options = {}) =>
  execa(helm.path, ['upgrade', '--namespace', namespace, work], { reject: false, ...options });
const untilRuns = (count: number) => until('the run', 30, () => helm.runs()[count - 1] ?? null);
const untilReal = (count: number) => until('the real helm', 30, async () => realHelmOf(await untilRuns(count)));

it('writes down what ran, for which namespace and how it ended', async () => {
  await run('one', 'exit 0');
  await run('two', 'exit 3');
  expect(helm.runs()).toMatchObject([
    { namespace: 'one', command: 'upgrade', exit: 0 },
    { namespace: 'two', command: 'upgrade', exit: 3 },
  ]);
  expect(helm.overlaps()).toEqual([]);
});

it('notices a helm beside another one on the same namespace, and only there', async () => {
  const first = run('one', 'exec sleep 600');
  await untilReal(1);
  await run('two', 'exit 0');
  expect(helm.overlaps()).toEqual([]);
  await run('one', 'exit 0');
  expect(helm.overlaps()).toHaveLength(1);
  first.kill('SIGKILL');
  await first;
});

it('lets the real helm be killed alone, which ends it with 137', async () => {
  const killed = run('one', 'exec sleep 600');
  signal(await untilReal(1), 'SIGKILL');
  expect(await killed).toMatchObject({ exitCode: 137 });
  expect(helm.runs()).toMatchObject([{ exit: 137 }]);
});

it('takes the real helm with it when it is killed itself', async () => {
  const killed = run('one', 'exec sleep 600');
  const real = await untilReal(1);
  killed.kill('SIGKILL');
  expect(await killed).toMatchObject({ signal: 'SIGKILL' });
  await until('the end of the real helm', 30, () => startTimeOf(real) === null);
});

it('lives on when its parent is killed', async () => {
  const parent = execa('sh', ['-c', '"$0" upgrade --namespace one "sleep 1"; exit', helm.path], { reject: false });
  await untilReal(1);
  parent.kill('SIGKILL');
  await parent;
  await until('its end', 30, () => helm.runs()[0]?.exit !== null);
  expect(helm.runs()).toMatchObject([{ exit: 0 }]);
});

it('waits until the order is taken back', async () => {
  helm.order('upgrade', 'wait');
  const waiting = run('one', 'exit 0');
  await untilRuns(1);
  expect(helm.runs()).toMatchObject([{ atWork: false, exit: null }]);
  helm.order('upgrade', null);
  expect(await waiting).toMatchObject({ exitCode: 0 });
});

it('hangs until it is told to end', async () => {
  helm.order('upgrade', 'hang');
  const hanging = run('one', 'exit 0');
  await untilRuns(1);
  hanging.kill('SIGTERM');
  expect(await hanging).toMatchObject({ signal: 'SIGTERM' });
});

it('hangs and does not listen', async () => {
  helm.order('upgrade', 'deaf');
  const deaf = run('one', 'exit 0');
  const { pid } = await untilRuns(1);
  await until('it to be deaf', 30, () => isDeaf(pid));
  deaf.kill('SIGTERM');
  deaf.kill('SIGKILL');
  expect(await deaf).toMatchObject({ signal: 'SIGKILL' });
});

it('is killed, and works again when the order is taken back', async () => {
  helm.order('upgrade', 'die');
  expect(await run('one', 'exit 0')).toMatchObject({ signal: 'SIGKILL' });
  helm.order('upgrade', null);
  expect(await run('one', 'exit 0')).toMatchObject({ exitCode: 0 });
});

it('prints 100 MB on each output before its work', async () => {
  helm.order('upgrade', 'shout');
  const counts = { stdout: 0, stderr: 0 };
  const loud = run('one', 'exit 0', { buffer: false });
  for (const name of ['stdout', 'stderr'] as const)
    loud[name]?.on('data', (chunk: Buffer) => (counts[name] += chunk.length));
  expect(await loud).toMatchObject({ exitCode: 0 });
  expect(counts).toEqual({ stdout: 100_000_001, stderr: 100_000_001 });
});

it('can be replaced by nothing, by what does not start and by another version, and is back then', async () => {
  helm.replace('nothing');
  expect(await run('one', 'exit 0')).toMatchObject({ code: 'ENOENT' });
  helm.replace('unstartable');
  expect(await run('one', 'exit 0')).toMatchObject({ exitCode: 127 });
  helm.replace('helm-3');
  expect(await run('one', 'exit 0')).toMatchObject({ stdout: 'v3.19.0' });
  expect(helm.runs()).toMatchObject([{ namespace: 'impostor', command: 'upgrade' }]);
  helm.replace(null);
  expect(await run('one', 'exit 0')).toMatchObject({ exitCode: 0 });
});

/** Whether the process ignores SIGTERM, the fifteenth signal. */
async function isDeaf(pid: number): Promise<boolean> {
  const { stdout } = await execa('grep', ['SigIgn', `/proc/${pid}/status`]);
  return (Number.parseInt(stdout.split(/\s+/)[1]?.slice(-4) ?? '0', 16) & (1 << 14)) !== 0;
}

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeFingerprint, fingerprint } from './fingerprint.ts';
import { createHelm, type Helm } from './index.ts';
import type { ReleaseStatus } from './release.ts';

const CHART = join(import.meta.dirname, '../../tests/fixtures/charts/single');
const REF = { namespace: 'store-abcdefghij', release: 'store' };
const SPEC = { ...REF, chartDir: CHART, valuesFiles: ['values-other.yaml'], values: { store: { id: 'abcdefghij' } } };
const context = { guard: () => {}, signal: new AbortController().signal };

type Revision = { revision: number; status: ReleaseStatus | 'resting'; description?: string };

let folder: string;
let helm: Helm;

/** A real process in the place of a right helm: it tells the history that lies in its folder, and writes down what it is asked for. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helm-'));
  const bin = join(folder, 'helm');
  const script = `#!/bin/sh
cd ${folder}
[ "$1" != version ] || { echo v4.2.3; exit; }
echo "$*" >>asked
case "$1" in
  history) [ -e history ] || { echo "Error: release: not found" >&2; exit 1; }; cat history ;;
  upgrade) cat >values; cat upgraded ;;
  uninstall) [ -e history ] || { echo "Error: uninstall: Release not loaded: store: release: not found" >&2; exit 1; } ;;
esac
`;
  await writeFile(bin, script);
  await writeFile(join(folder, 'upgraded'), 'Release "store" has been upgraded.\nREVISION: 7\n');
  await chmod(bin, 0o755);
  helm = createHelm({ bin, concurrency: 1, timeoutMs: 8000, graceMs: 1000, cacheDir: folder });
});

afterEach(() => rm(folder, { recursive: true }));

const history = (...revisions: Revision[]) => writeFile(join(folder, 'history'), JSON.stringify(revisions));

/** What helm was asked for, a line each. */
const askedAtAll = async () => (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');

/** The same after its history. */
async function asked(): Promise<string[]> {
  const [first, ...rest] = await askedAtAll();
  expect(first).toBe('history --namespace store-abcdefghij --output json -- store');
  return rest;
}

const print = () => fingerprint(CHART, SPEC.valuesFiles, SPEC.values);
const upgrade = async () =>
  `upgrade --install --namespace store-abcdefghij --reset-values --force-conflicts --hide-notes --disable-openapi-validation --values ${CHART}/values-other.yaml` +
  ` --values - --description storewright ${await print()} -- store ${CHART}`;
const rollback = (revision: number) => `rollback --namespace store-abcdefghij --force-conflicts -- store ${revision}`;
const UNINSTALL =
  'uninstall --namespace store-abcdefghij --ignore-not-found --cascade foreground --wait --timeout 6s -- store';

const unasked = () => Promise.reject(new Error('nothing is to be prepared'));

describe('what is done with a release, by what is found', () => {
  test('none: it is installed, with the values on stdin, and nothing is prepared', async () => {
    expect(await helm.ensureRelease(context, { ...SPEC, prepare: unasked })).toEqual({ revision: 7, changed: true });
    expect(await asked()).toEqual([await upgrade()]);
    expect(JSON.parse(await readFile(join(folder, 'values'), 'utf8'))).toEqual(SPEC.values);
  });

  test('said to be none: it is installed without a look', async () => {
    await helm.ensureRelease(context, { ...SPEC, isNew: async () => true, prepare: unasked });
    expect(await askedAtAll()).toEqual([await upgrade()]);
  });

  test('not on record as deployed afterwards: that is no success, and worth another look', async () => {
    const asked: number[] = [];
    const isDeployed = async (revision: number) => asked.push(revision) === 2;
    const ensure = () => helm.ensureRelease(context, { ...SPEC, isDeployed });
    await expect(ensure()).rejects.toMatchObject({ kind: 'unavailable', command: 'upgrade' });
    expect(await ensure()).toMatchObject({ revision: 7, changed: true });
    expect(asked).toEqual([7, 7]);
  });

  test('said to be there: it is looked at', async () => {
    await helm.ensureRelease(context, { ...SPEC, isNew: async () => false });
    expect(await asked()).toEqual([await upgrade()]);
  });

  test('deployed as it should be: nothing, and nothing is prepared', async () => {
    await history({ revision: 3, status: 'deployed', description: describeFingerprint(await print()) });
    expect(await helm.ensureRelease(context, { ...SPEC, prepare: unasked })).toEqual({ revision: 3, changed: false });
    expect(await asked()).toEqual([]);
  });

  test.each<Revision>([
    { revision: 3, status: 'deployed', description: 'storewright of another chart' },
    { revision: 3, status: 'failed' },
    { revision: 3, status: 'superseded' },
    { revision: 3, status: 'uninstalled' },
    { revision: 3, status: 'resting' },
  ])('$status otherwise: it is upgraded as it stands', async (found) => {
    await history(found);
    expect(await helm.ensureRelease(context, SPEC)).toEqual({ revision: 7, changed: true });
    expect(await asked()).toEqual([await upgrade()]);
  });

  test('failed with the right fingerprint: it is upgraded all the same', async () => {
    await history({ revision: 3, status: 'failed', description: describeFingerprint(await print()) });
    expect(await helm.ensureRelease(context, SPEC)).toMatchObject({ changed: true });
  });

  test.each(['pending-install', 'pending-upgrade', 'pending-rollback'] as const)(
    '%s and nothing before it: it is rolled back onto itself, then upgraded',
    async (status) => {
      await history({ revision: 1, status });
      expect(await helm.ensureRelease(context, SPEC)).toEqual({ revision: 7, changed: true, cleared: status });
      expect(await asked()).toEqual([rollback(1), await upgrade()]);
    },
  );

  test.each(['deployed', 'superseded'] as const)(
    'pending after several: it is rolled back to the last that was %s',
    async (good) => {
      await history(
        { revision: 1, status: 'superseded' },
        { revision: 2, status: good },
        { revision: 3, status: 'failed' },
        { revision: 4, status: 'pending-upgrade' },
      );
      await helm.ensureRelease(context, SPEC);
      expect(await asked()).toEqual([rollback(2), await upgrade()]);
    },
  );

  test('uninstalling: it is waited for until all of it is gone, then installed', async () => {
    await history({ revision: 2, status: 'uninstalling' });
    expect(await helm.ensureRelease(context, SPEC)).toEqual({ revision: 7, changed: true, cleared: 'uninstalling' });
    expect(await asked()).toEqual([UNINSTALL, await upgrade()]);
  });

  test('what is to be prepared is done before anything is changed', async () => {
    await history({ revision: 1, status: 'pending-install' });
    const before: string[][] = [];
    await helm.ensureRelease(context, { ...SPEC, prepare: async () => void before.push(await asked()) });
    expect(before).toEqual([[]]);
  });

  test('without values files none is named', async () => {
    await helm.ensureRelease(context, { ...REF, chartDir: CHART, values: {} });
    expect((await asked())[0]).toContain('--hide-notes --disable-openapi-validation --values - --description');
  });
});

describe('answers that are none', () => {
  test.each(['', 'REVISION: many', 'x REVISION: 7', 'REVISION: 7 of 8'])(
    'an upgrade that says %j is not taken for done',
    async (words) => {
      await writeFile(join(folder, 'upgraded'), words);
      await expect(helm.ensureRelease(context, SPEC)).rejects.toMatchObject({
        kind: 'failed',
        command: 'upgrade',
        message: 'helm upgrade ended well but named no revision.',
      });
    },
  );

  test('a history that is none is told as an error of helm', async () => {
    await writeFile(join(folder, 'history'), '{}');
    await expect(helm.findRelease(context, REF)).rejects.toMatchObject({
      kind: 'failed',
      command: 'history',
      message: expect.stringContaining('helm history answered with something that is no history'),
    });
  });
});

describe('a release is looked for and removed', () => {
  test('the newest revision is found, and null when there is none', async () => {
    expect(await helm.findRelease(context, REF)).toBeNull();
    await history(
      { revision: 2, status: 'failed' },
      { revision: 10, status: 'deployed' },
      { revision: 9, status: 'superseded' },
    );
    expect(await helm.findRelease(context, REF)).toMatchObject({ revision: 10, status: 'deployed' });
  });

  test('one that is not there is not uninstalled', async () => {
    expect(await helm.ensureUninstalled(context, REF)).toEqual({ removed: false });
  });

  test.each(['deployed', 'failed', 'uninstalling', 'pending-install'] as const)('one that is %s is', async (status) => {
    await history({ revision: 1, status });
    expect(await helm.ensureUninstalled(context, REF)).toEqual({ removed: true });
    expect(await askedAtAll()).toEqual(['uninstall --namespace store-abcdefghij -- store']);
  });
});

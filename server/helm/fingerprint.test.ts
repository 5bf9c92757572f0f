import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chartDigest, describeFingerprint, findFingerprint, fingerprint } from './fingerprint.ts';

const SINGLE = join(import.meta.dirname, '../../tests/fixtures/charts/single');
const values = { store: { id: 'abcdefghij' } };
let chartDir: string;

beforeEach(async () => {
  chartDir = await mkdtemp(join(tmpdir(), 'chart-'));
  await cp(SINGLE, chartDir, { recursive: true });
});

afterEach(() => rm(chartDir, { recursive: true }));

test('a copy of a chart in another folder has the same digest', async () => {
  expect(await chartDigest(chartDir)).toBe(await chartDigest(SINGLE));
});

test('a change of one byte, a new file and another name are each another chart', async () => {
  const digests = [await chartDigest(chartDir)];
  await writeFile(join(chartDir, 'values.yaml'), 'replicas: 2\n');
  digests.push(await chartDigest(chartDir));
  await writeFile(join(chartDir, 'templates/empty.yaml'), '');
  digests.push(await chartDigest(chartDir));
  await rename(join(chartDir, 'templates/empty.yaml'), join(chartDir, 'templates/moved.yaml'));
  digests.push(await chartDigest(chartDir));
  expect(new Set(digests).size).toBe(4);
});

test('chart, values files and values make the fingerprint', async () => {
  const base = await fingerprint(chartDir, [], values);
  expect(await fingerprint(chartDir, [], { store: { id: 'abcdefghij' } })).toBe(base);
  expect(await fingerprint(chartDir, ['values-other.yaml'], values)).not.toBe(base);
  expect(await fingerprint(chartDir, [], { ...values, note: '' })).not.toBe(base);
});

test('a fingerprint is found in its own description only', async () => {
  const print = await fingerprint(chartDir, [], values);
  expect(findFingerprint(describeFingerprint(print))).toBe(print);
  expect(findFingerprint('Rollback to 1')).toBeNull();
  expect(findFingerprint(`Release "store" failed: storewright ${print} is late`)).toBeNull();
});

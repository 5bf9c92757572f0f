import { appendFile, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
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

test('one byte more in any file of a chart is another chart', async () => {
  const before = await chartDigest(chartDir);
  const names = await readdir(chartDir, { recursive: true });
  const files = names.filter((name) => /\.(yaml|json)$/.test(name));
  expect(files).toContain('Chart.yaml');
  for (const file of files) {
    await appendFile(join(chartDir, file), '\n');
    expect(await chartDigest(chartDir), file).not.toBe(before);
    await cp(join(SINGLE, file), join(chartDir, file));
  }
  expect(await chartDigest(chartDir)).toBe(before);
});

test('an empty file more, and another name of it, are each another chart', async () => {
  const digests = [await chartDigest(chartDir)];
  await writeFile(join(chartDir, 'templates/empty.yaml'), '');
  digests.push(await chartDigest(chartDir));
  await rename(join(chartDir, 'templates/empty.yaml'), join(chartDir, 'templates/moved.yaml'));
  digests.push(await chartDigest(chartDir));
  expect(new Set(digests).size).toBe(3);
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

/** The digest of a chart of these files alone. */
async function digestOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(chartDir, 'of-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return chartDigest(folder);
}

test('nothing passes from the name of a file to its content, or to the next file, unseen', async () => {
  const charts: Record<string, string>[] = [
    { ab: 'c' },
    { a: 'bc' },
    { a: '', bc: '' },
    { a: 'b', c: '' },
    { 'a/b': 'c' },
    { a: '1\0', b: '2' },
    { a: '1', b: '2' },
    { a: '2', b: '1' },
  ];
  const digests = await Promise.all(charts.map(digestOf));
  expect(new Set(digests).size).toBe(charts.length);
});

test('the order in which files were written does not count', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `${(index * 7) % 30}.yaml`);
  const files = (order: string[]) => Object.fromEntries(order.map((name) => [name, name]));
  expect(await digestOf(files(names))).toBe(await digestOf(files(names.toReversed())));
});

test('a digest and a fingerprint have 64 hexadecimal digits', async () => {
  expect(await chartDigest(chartDir)).toMatch(/^[0-9a-f]{64}$/);
  expect(await fingerprint(chartDir, [], values)).toMatch(/^[0-9a-f]{64}$/);
});

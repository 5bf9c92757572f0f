import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { valuesText, type HelmValues } from './values.ts';

/**
 * SHA-256 over the names and the contents of all files of a chart folder. A chart has some twenty small files, so it is read
 * anew each time: a kept answer could be out of date.
 */
export async function chartDigest(chartDir: string): Promise<string> {
  const entries = await readdir(chartDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const content = await readFile(file);
    hash.update(`${relative(chartDir, file).replaceAll(sep, '/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** What a release was made of: chart, values files and values, in 64 hexadecimal digits. No secret goes in: values have none. */
export async function fingerprint(
  chartDir: string,
  valuesFiles: readonly string[],
  values: HelmValues,
): Promise<string> {
  const parts = [await chartDigest(chartDir), ...valuesFiles, valuesText(values)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const DESCRIPTION = /^storewright ([0-9a-f]{64})$/;

/** Helm keeps a description with each revision, and gives it back with the history: no further call is needed. */
export function describeFingerprint(print: string): string {
  return `storewright ${print}`;
}

/** Null for a release that we did not finish: while it is pending, or when it failed, helm writes its own words there. */
export function findFingerprint(description: string): string | null {
  return DESCRIPTION.exec(description)?.[1] ?? null;
}

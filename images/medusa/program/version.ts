import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MEDUSA = join(import.meta.dirname, '../node_modules/@medusajs/medusa/package.json');

/** The version of the Medusa in this image. */
export async function ownVersion(): Promise<string> {
  return JSON.parse(await readFile(MEDUSA, 'utf8')).version;
}

/** Whether version a, three numbers, comes before b. */
export function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const at = left?.findIndex((number, index) => number !== right?.[index]) ?? -1;
  return at >= 0 && (left?.[at] ?? 0) < (right?.[at] ?? 0);
}

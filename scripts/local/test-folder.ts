import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { purgeInstance } from './instance.ts';
import { endProgram } from './suites/result.ts';

/** Gives a test run a folder of its own. However the run ends, its program, the instances in the folder and the folder itself go with it. */
export async function inTestFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'storewright-test-'));
  const cleanUp = async () => {
    const instances = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of instances) await purgeInstance(join(folder, name));
    rmSync(folder, { recursive: true, force: true });
  };
  const abandon = async () => {
    await endProgram();
    await cleanUp();
    process.exit(1);
  };
  let abandoned: Promise<void> | undefined;
  // Not `once`: with no listener left, execa would end this process before it has cleaned up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void (abandoned ??= abandon()));
  try {
    return await work(folder);
  } finally {
    await cleanUp();
  }
}

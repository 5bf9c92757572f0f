import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { purgeInstance, startInstance, type Instance } from '#scripts/local/instance.ts';
import { keptPorts } from '#scripts/local/kept-ports.ts';
import type { Part } from '#scripts/local/parts.ts';

/** What a suite learns of its instance: `inject('instance')`. Data only, because it crosses processes. */
export type TestInstance = Pick<Instance, 'dir' | 'ports' | 'tools' | 'urls' | 'kubeconfigs' | 'env'>;

declare module 'vitest' {
  interface ProvidedContext {
    instance: TestInstance;
  }
}

/** What the suites of a project run against, where it isn't both database and cluster. */
const partsOf: Record<string, Part[]> = { contracts: ['postgres'] };

/**
 * Gives a project's suites an instance. `scripts/test` names one that all projects share in TEST_INSTANCE; without it the
 * project has its own, which goes when its tests are done.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = process.env.TEST_INSTANCE;
  const folder = shared ?? mkdtempSync(join(tmpdir(), 'storewright-'));
  const parts = partsOf[project.name] ?? ['postgres', 'sandbox'];
  const instance = await startInstance({ dir: folder, ports: await keptPorts(folder, false), parts });
  const { dir, ports, tools, urls, kubeconfigs, env } = instance;
  project.provide('instance', { dir, ports, tools, urls, kubeconfigs, env });
  return async () => {
    if (shared) return;
    await instance.stop();
    await purgeInstance(folder);
  };
}

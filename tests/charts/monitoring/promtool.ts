import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll } from 'vitest';
import { ensurePromtool } from '#scripts/local/promtool.ts';

const run = promisify(execFile);

let program = '';
// It may have to be fetched first, which is not the time of any test.
beforeAll(async () => {
  program = await ensurePromtool();
}, 600_000);

/** Gives promtool a file to check or test (JSON is YAML as well), and answers what it says against it; empty when it is content. */
export async function promtool(action: readonly ['check' | 'test', 'rules'], content: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'storewright-promtool-'));
  try {
    const file = join(folder, 'rules.yaml');
    await writeFile(file, JSON.stringify(content));
    return await run(program, [...action, file]).then(
      () => '',
      ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '#scripts/client/usage.ts';
import { allParts } from '#scripts/local/parts.ts';
import { ensureShellcheck } from '#scripts/local/shellcheck.ts';
import { suiteNames } from '#scripts/local/suites/index.ts';

/** Many small programs run one after the other, on machines that have other things to do. */
vi.setConfig({ testTimeout: 120_000 });

const run = promisify(execFile);

/** Every file of the repository that a shell runs or reads. */
async function shellScripts(): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard']);
  const files = stdout.trim().split('\n');
  return files.filter((file) => {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
    const [first = ''] = readFileSync(file, 'utf8').split('\n', 1);
    return file.endsWith('.sh') || /^#!.*[/ ](ba|da)?sh\b/.test(first);
  });
}

describe('the shell scripts', async () => {
  let bare = '';
  beforeAll(() => {
    bare = mkdtempSync(join(tmpdir(), 'checkout-'));
    cpSync('scripts', join(bare, 'scripts'), { recursive: true });
    return () => rmSync(bare, { recursive: true });
  });

  const helpOf = async (file: string): Promise<string> =>
    (await run(join(bare, file), ['--help'], { env: { ...process.env, KUBECONFIG: '' } })).stdout;

  const files = await shellScripts();
  let shellcheck = '';
  beforeAll(async () => {
    shellcheck = await ensureShellcheck();
  }, 300_000);

  it('please shellcheck, down to its style', async () => {
    expect(files.length).toBeGreaterThan(12);
    const args = ['--external-sources', '--source-path=SCRIPTDIR', '--format=gcc', ...files];
    const { code, stdout, stderr } = await run(shellcheck, args).then(
      (words) => ({ code: 0, ...words }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    expect({ code, words: stdout + stderr }).toEqual({ code: 0, words: '' });
  });

  const entries = files.filter((file) => /^scripts\/[^/]+$/.test(file) && !/^scripts\/(helm|kubectl)$/.test(file));

  it.each(entries)('%s explains itself with --help, at once: in a checkout without packages', async (file) => {
    expect(await helpOf(file)).toMatch(/^Usage: scripts\//);
  });

  it('explain all that they take', async () => {
    const [test, up, store] = await Promise.all(['scripts/test', 'scripts/up', 'scripts/store'].map(helpOf));
    for (const suite of suiteNames) expect(test).toContain(suite);
    for (const part of allParts) expect(up).toContain(part);
    const lines = Object.entries(COMMANDS).map(([name, { takesStore, options }]) =>
      [name, ...(takesStore ? ['NAME|ID'] : []), ...options.map((option) => `[--${option}]`)].join(' '),
    );
    for (const line of lines) expect(store).toContain(`  ${line}  `);
  });
});

import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureShellcheck } from '#scripts/local/shellcheck.ts';

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

  it.each(files.filter((file) => /^scripts\/[^/]+$/.test(file)))(
    '%s explains itself with --help, or leaves that to what it runs',
    async (file) => {
      const source = readFileSync(file, 'utf8');
      if (/run_node|exec .*node /.test(source)) return;
      const { stdout } = await run(file, ['--help'], { env: { ...process.env, KUBECONFIG: '' } });
      expect(stdout).toMatch(/^Usage: scripts\//);
    },
  );
});

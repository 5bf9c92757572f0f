import { statSync } from 'node:fs';
import { HelmError } from './errors.ts';
import { findProgram } from './launcher.ts';
import type { Run } from './runner.ts';

/** Server-side apply, `--force-conflicts` and the words of errors are those of this major version. */
const MAJOR = 4;

/**
 * A Run that starts no command before helm's version is known to be right. A right answer counts as long as the same file is
 * there and can be started; a wrong one is asked for again each time, by all who wait for it together. The order of coming is kept.
 */
export function demandVersion(run: Run, bin: string): { run: Run; version: () => Promise<string> } {
  let known: { file: string | null; version: string } | null = null;
  let asking: Promise<string> | null = null;
  const ask = async (file: string | null) => {
    known = null;
    const version = await checkVersion(run);
    known = { file, version };
    return version;
  };
  const version = async () => {
    const file = identityOf(bin);
    if (known !== null && file !== null && file === known.file) return known.version;
    asking ??= ask(file).finally(() => (asking = null));
    return asking;
  };
  return {
    version,
    run: async (context, args, stdin) => {
      await version();
      try {
        return await run(context, args, stdin);
      } catch (error) {
        if (error instanceof HelmError && error.kind === 'missing') known = null;
        throw error;
      }
    },
  };
}

/** Changes whenever another file is put in helm's place; null while there is none. */
function identityOf(bin: string): string | null {
  const path = bin.includes('/') ? bin : findProgram(bin, process.env.PATH ?? '');
  try {
    const { dev, ino, size, mtimeMs } = statSync(path ?? '');
    return [dev, ino, size, mtimeMs].join(' ');
  } catch {
    return null;
  }
}

async function checkVersion(run: Run): Promise<string> {
  const context = { guard: () => {}, signal: new AbortController().signal };
  const said = await run(context, ['version', '--template', '{{.Version}}']);
  const found = /^v(\d+)\.\d+\.\d+\S*/.exec(said.trim());
  if (found === null || Number(found[1]) !== MAJOR) {
    const what = found?.[0] ?? 'something that names no version';
    throw new HelmError(
      'wrong-version',
      'version',
      `helm is ${what}, but Helm ${MAJOR} is needed. Install it and set HELM_BIN to it.`,
    );
  }
  return found[0].slice(1);
}

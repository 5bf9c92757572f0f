import { HelmError } from './errors.ts';
import type { Run } from './runner.ts';

/** Server-side apply, `--force-conflicts` and the words of errors are those of this major version. */
const MAJOR = 4;

export async function checkVersion(run: Run): Promise<string> {
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

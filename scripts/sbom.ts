import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from './local/root.ts';

type Project = { name: string; devDependencies?: unknown };
type Lock = { packages: Record<string, { devDependencies?: unknown }> };

const readJson = <T>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

/**
 * The software bill of materials (CycloneDX) of what `npm ci --omit=dev` installs, from the lock file alone: no registry is asked.
 * `npm sbom --omit=dev` itself leaves out what a development dependency needs as well, such as React; so it is given a project that
 * has none.
 */
async function bill(): Promise<string> {
  const project = readJson<Project>('package.json');
  const lock = readJson<Lock>('package-lock.json');
  delete project.devDependencies;
  delete lock.packages['']?.devDependencies;
  const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
  try {
    // npm calls the project as its folder is called.
    const place = join(folder, project.name);
    mkdirSync(place);
    writeFileSync(join(place, 'package.json'), JSON.stringify(project));
    writeFileSync(join(place, 'package-lock.json'), JSON.stringify(lock));
    const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
    const { stdout } = await execa('npm', args, { cwd: place, stdin: 'ignore' });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log(await bill());

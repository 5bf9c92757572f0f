import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { step } from './say.ts';
import { Stop } from './stop.ts';

/** Whether packages of Debian can be installed here. */
export const canInstallPackages = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

async function run(args: string[], cwd?: string): Promise<void> {
  const result = await execa('apt-get', args, {
    cwd,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  if (result.exitCode !== 0)
    throw new Stop(`apt-get ${args.join(' ')} failed:\n${result.all.split('\n').slice(-5).join('\n')}`);
}

/** Installs a package of Debian, as root on Debian. Throws a Stop with what apt says. */
export async function installPackage(name: string): Promise<void> {
  await step(`${name} from Debian`, async () => {
    await run(['update', '-qq']);
    await run(['install', '-y', '-qq', '--no-install-recommends', name]);
  });
}

/** Takes one file out of a package of Debian without installing it, and moves it to `target` in one go, on the same file system. */
export async function unpackFromPackage(name: string, file: string, target: string): Promise<void> {
  await step(`${target} from Debian's ${name}`, async () => {
    const folder = await mkdtemp(`${target}-`);
    try {
      await run(['update', '-qq']);
      await run(['download', '-qq', name], folder);
      const [fetched = ''] = await readdir(folder);
      await execa('dpkg-deb', ['--extract', fetched, '.'], { cwd: folder });
      await rename(join(folder, file), target);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

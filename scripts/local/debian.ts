import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { step } from './say.ts';
import { Stop } from './stop.ts';

/** Whether packages of Debian can be installed here. */
export const canInstallPackages = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

async function run(args: string[]): Promise<void> {
  const result = await execa('apt-get', args, {
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

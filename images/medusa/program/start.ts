import { access, cp, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { required } from './environment.ts';

const APP = join(import.meta.dirname, '..');

/** Serves the API and the admin until it is told to stop. */
export async function start(): Promise<void> {
  required('DATABASE_URL', 'REDIS_URL', 'JWT_SECRET', 'COOKIE_SECRET', 'STORE_URL');
  if (process.env.SEED_DEMO_DATA === 'true') await addDemoPictures(join(APP, 'static'));
  process.argv = [process.execPath, 'medusa', 'start'];
  // In this process, so that signals and the exit code are Medusa's own.
  createRequire(import.meta.url)('@medusajs/cli/cli.js');
}

/**
 * Puts the pictures of the sample products among the owner's uploads, once: what the owner deletes there stays deleted. The shop
 * sells without them, so a volume that takes none is only told.
 */
async function addDemoPictures(uploads: string): Promise<void> {
  const folder = join(uploads, 'demo');
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return;
  try {
    // Under its name only when it is whole, so that a copy that was cut short is made again.
    await cp(join(APP, 'demo'), `${folder}.part`, { recursive: true });
    await rename(`${folder}.part`, folder);
  } catch (error) {
    console.error(`The pictures of the sample products were not copied to ${folder}: ${(error as Error).message}`);
  }
}

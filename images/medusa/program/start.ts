import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { required } from './environment.ts';

const APP = join(import.meta.dirname, '..');

/** Serves the API and the admin until it is told to stop. */
export async function start(): Promise<void> {
  required('DATABASE_URL', 'REDIS_URL', 'JWT_SECRET', 'COOKIE_SECRET', 'STORE_URL');
  // The pictures of the sample products lie among the owner's uploads, on a volume that is empty at first.
  await cp(join(APP, 'demo'), join(APP, 'static/demo'), { recursive: true, force: false });
  process.argv = [process.execPath, 'medusa', 'start'];
  // In this process, so that signals and the exit code are Medusa's own.
  createRequire(import.meta.url)('@medusajs/cli/cli.js');
}

import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../local/root.ts';

/** What Next built; everything else that it traced into its folder is not run. */
const fromBuild = ['server.js', 'package.json', 'node_modules', '.next'];

const fromCheckout = [
  'helm/medusa',
  'helm/woocommerce',
  'prisma/migrations',
  'scripts/image/entrypoint.ts',
  ...['connect', 'deploy', 'grants', 'history', 'migrations'].map((name) => `scripts/db/${name}.ts`),
];

/**
 * Puts into the folder `target` what the platform's image holds under /app. `build` is the folder of the standalone app, with its
 * static files in it.
 */
export async function gatherApp(build: string, target: string): Promise<void> {
  const parts = [...fromBuild.map((path) => [build, path]), ...fromCheckout.map((path) => [root, path])] as const;
  for (const [from = '', path = ''] of parts) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    // The traced modules are symbolic links into the folder itself, which must stay links.
    await cp(join(from, path), join(target, path), { recursive: true, verbatimSymlinks: true });
  }
}

if (import.meta.main) {
  const [build, target] = process.argv.slice(2);
  if (!build || !target) throw new Error('Usage: node scripts/image/gather.ts BUILD TARGET');
  await gatherApp(build, target);
}

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from './root.ts';
import { Stop } from './stop.ts';

const changedAt = (path: string) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Makes what is not in the repository, because it follows from it: the database client, unless it is newer than its schema. */
export async function ensureGenerated(): Promise<void> {
  if (changedAt('server/generated/prisma/client.ts') > changedAt('prisma/schema.prisma')) return;
  const made = await execa(process.execPath, ['node_modules/.bin/prisma', 'generate'], {
    cwd: root,
    reject: false,
    all: true,
  });
  if (made.exitCode !== 0)
    throw new Stop(`The database client could not be made from prisma/schema.prisma:\n${made.all}`);
}

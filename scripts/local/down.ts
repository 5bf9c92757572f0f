import { parseArgs } from 'node:util';
import { folderOf } from './arguments.ts';
import { purgeInstance, stopParts } from './instance.ts';
import { step } from './say.ts';
import { runMain } from './stop.ts';

await runMain(async () => {
  const { values } = parseArgs({ options: { purge: { type: 'boolean', default: false }, data: { type: 'string' } } });
  const dir = folderOf(values.data);
  await step('everything ended', () => stopParts(dir));
  if (values.purge) await step('data removed', () => purgeInstance(dir));
});

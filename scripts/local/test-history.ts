import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureGenerated } from './generated.ts';
import { say } from './say.ts';
import { runMain, Stop } from './stop.ts';
import { runVitest } from './suites/vitest.ts';
import { inTestFolder } from './test-folder.ts';

const usage = `Usage: npm run test:history -- [--seed NUMBER]… [--seconds NUMBER]
Lets people use two replicas for so long (60 s) while faults befall them, heals, and checks the invariants: once for each seed, or
for one that is drawn now. A seed that fails belongs, with its seconds, into tests/faults/history-seeds.ts.`;

function numberOf(option: string, text: string): string {
  if (/^\d{1,9}$/.test(text)) return text;
  throw new Stop(`--${option} ${text} is not understood: it is a number of at most nine digits.`);
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', multiple: true, default: [String(randomInt(1e9))] },
      seconds: { type: 'string', default: '60' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(usage);
  const wanted = {
    HISTORY_SEEDS: values.seed.map((seed) => numberOf('seed', seed)).join(','),
    HISTORY_SECONDS: numberOf('seconds', values.seconds),
  };
  await ensureGenerated();
  const { failures } = await inTestFolder((folder) => {
    const env = { ...wanted, TEST_INSTANCE: join(folder, 'instance') };
    return runVitest('faults', folder, env, ['tests/faults/history.test.ts']);
  });
  return failures.length > 0 ? 1 : 0;
});

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureGenerated } from './generated.ts';
import { say } from './say.ts';
import { runMain, sentenceOf, Stop } from './stop.ts';
import { isSuite, suiteNames, suites, type Suite, type SuiteName } from './suites/index.ts';
import type { Result } from './suites/result.ts';
import { inTestFolder } from './test-folder.ts';

const usage = `Usage: ./scripts/test [${suiteNames.join('|')}]…
Without names: everything but the long suites. The last line is "N passed, N failed".`;

/** The suites that were asked for, in their usual order; without a name all but the long ones. */
function chosen(names: string[]): SuiteName[] {
  const unknown = names.find((name) => !isSuite(name));
  if (unknown) throw new Stop(`There is no suite ${unknown}: the suites are ${suiteNames.join(', ')}.`);
  const isLong = (name: SuiteName) => (suites[name] as Suite).isLong ?? false;
  return suiteNames.filter((name) => (names.length > 0 ? names.includes(name) : !isLong(name)));
}

async function runSuite(name: SuiteName, folder: string, env: Record<string, string>): Promise<Result> {
  say(`\n── ${name}`);
  const start = performance.now();
  const result = await suites[name].run(folder, env).catch((error: unknown): Result => {
    say(sentenceOf(error));
    return { passed: 0, failed: 1 };
  });
  say(
    `── ${name}: ${result.passed} passed, ${result.failed} failed, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  return result;
}

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) return say(usage);
  const names = chosen(positionals);
  const total: Result = { passed: 0, failed: 0 };
  await ensureGenerated();
  await inTestFolder(async (folder) => {
    for (const name of names) {
      const { passed, failed } = await runSuite(name, folder, { TEST_INSTANCE: join(folder, 'instance') });
      total.passed += passed;
      total.failed += failed;
    }
  });
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

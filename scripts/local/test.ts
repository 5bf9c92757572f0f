import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureGenerated } from './generated.ts';
import { say } from './say.ts';
import { runMain, sentenceOf, Stop } from './stop.ts';
import { isSuite, suiteNames, suites, type Suite, type SuiteName } from './suites/index.ts';
import { failure, type Result } from './suites/result.ts';
import { summaryOf } from './suites/summary.ts';
import { inTestFolder } from './test-folder.ts';

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
    return failure('the run itself', sentenceOf(error));
  });
  say(
    `── ${name}: ${result.passed} passed, ${result.failures.length} failed, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
  return result;
}

await runMain(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const names = chosen(positionals);
  const total: Result = { passed: 0, failures: [] };
  await ensureGenerated();
  await inTestFolder(async (folder) => {
    for (const name of names) {
      const { passed, failures } = await runSuite(name, folder, { TEST_INSTANCE: join(folder, 'instance') });
      total.passed += passed;
      total.failures.push(...failures.map((each) => ({ ...each, name: `${name}: ${each.name}` })));
    }
  });
  console.log(summaryOf(total));
  return total.failures.length > 0 ? 1 : 0;
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { honest, runProgram, type Result } from './result.ts';

/** The part of vitest's JSON report that counts. A file that could not be loaded has a message and no tests. */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** Runs one project of vitest.config.ts. `folder` takes the report; `more` are further arguments. */
export async function runVitest(
  project: string,
  folder: string,
  env: Record<string, string>,
  more: readonly string[] = [],
): Promise<Result> {
  const path = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const args = ['run', '--project', project, ...reporters, ...more];
  const exitCode = await runProgram('vitest', args, env);
  const report = JSON.parse(await readFile(path, 'utf8').catch(() => 'null')) as Report | null;
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return honest({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }, exitCode);
}

import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { root } from '../root.ts';
import { failure, honest, runProgram, type Failure, type Result } from './result.ts';

type Assertion = { status: string; fullName: string; failureMessages: string[] };

/** The part of vitest's JSON report that counts. A file that could not be loaded has a message and no tests. */
type Report = {
  numPassedTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: Assertion[] }[];
};

function failuresOf({ testResults }: Report): Failure[] {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    if (status === 'failed' && assertionResults.length === 0) return [{ name: file, why: message }];
    return assertionResults
      .filter((assertion) => assertion.status === 'failed')
      .map(({ fullName, failureMessages }) => ({ name: `${file} › ${fullName}`, why: failureMessages.join('\n') }));
  });
}

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
  if (!report) return failure('the run itself', `It left no report and ended with exit code ${exitCode}.`);
  return honest({ passed: report.numPassedTests, failures: failuresOf(report) }, exitCode);
}

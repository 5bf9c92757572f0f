import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from '../chromium.ts';
import { failure, honest, runProgram, type Failure, type Result } from './result.ts';
import { startBrowserSurroundings } from './browser-surroundings.ts';
import { pictureWords } from './picture-words.ts';

type Spec = { title: string; file: string; tests: { status: string; results: { errors: { message?: string }[] }[] }[] };
type Group = { specs?: Spec[]; suites?: Group[] };
type Report = { stats: { expected: number }; errors: { message?: string }[]; suites: Group[] };

const specsOf = ({ specs = [], suites = [] }: Group): Spec[] => [...specs, ...suites.flatMap(specsOf)];

/** A flaky test is a failed one. */
function failuresOf({ suites, errors }: Report): Failure[] {
  const failed = suites.flatMap(specsOf).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => ({
        name: `${file} › ${title}`,
        why: results
          .flatMap((result) => result.errors)
          .map(({ message = '' }) => pictureWords(message) ?? message)
          .join('\n'),
      })),
  );
  return [...failed, ...errors.map(({ message = '' }) => ({ name: 'the run itself', why: message }))];
}

/** What Playwright is told to compare the screens with their pictures. */
export const VISUAL = ['--config=tests/visual/playwright.config.ts'];

/** Runs the browser tests of the dashboard, or those that `args` of Playwright choose, against an instance of their own. */
export async function runPlaywright(folder: string, args: string[] = []): Promise<Result> {
  const surroundings = await startBrowserSurroundings(join(folder, 'e2e'));
  try {
    return await runSpecs(folder, args, surroundings.env);
  } finally {
    await surroundings.stop();
  }
}

/** Runs Playwright with further arguments; `folder` takes the report. */
export async function runSpecs(folder: string, args: string[], env: Record<string, string>): Promise<Result> {
  const chromium = await ensureChromium();
  const path = join(folder, 'playwright.json');
  const exitCode = await runProgram('playwright', ['test', '--reporter=list,json', ...args], {
    ...env,
    ...(chromium && { CHROMIUM_PATH: chromium }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  });
  const report = JSON.parse(await readFile(path, 'utf8').catch(() => 'null')) as Report | null;
  if (!report) return failure('the run itself', `It left no report and ended with exit code ${exitCode}.`);
  return honest({ passed: report.stats.expected, failures: failuresOf(report) }, exitCode);
}

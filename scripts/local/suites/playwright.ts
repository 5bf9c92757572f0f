import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from '../chromium.ts';
import { honest, runProgram, type Result } from './result.ts';
import { startBrowserSurroundings } from './browser-surroundings.ts';

type Report = { stats: { expected: number; unexpected: number; flaky: number } };

/** Runs the browser tests of the dashboard against an instance of their own. */
export async function runPlaywright(folder: string): Promise<Result> {
  const surroundings = await startBrowserSurroundings(join(folder, 'e2e'));
  try {
    return await runSpecs(folder, [], surroundings.env);
  } finally {
    await surroundings.stop();
  }
}

/** Runs Playwright with further arguments; `folder` takes the report. A flaky test is a failed one. */
export async function runSpecs(folder: string, args: string[], env: Record<string, string>): Promise<Result> {
  const chromium = await ensureChromium();
  const path = join(folder, 'playwright.json');
  const exitCode = await runProgram('playwright', ['test', '--reporter=list,json', ...args], {
    ...env,
    ...(chromium && { CHROMIUM_PATH: chromium }),
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  });
  const report = JSON.parse(await readFile(path, 'utf8').catch(() => 'null')) as Report | null;
  if (!report) return { passed: 0, failed: 1 };
  return honest({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky }, exitCode);
}

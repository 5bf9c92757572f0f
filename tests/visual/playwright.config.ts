import { defineConfig } from '@playwright/test';
import { browser } from '#tests/browser.ts';
import { consoleUrl } from '#tests/e2e/environment.ts';

/** The suite `visual`: every screen beside its picture, which lies in `screens/`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../.data/visual',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 15_000, toHaveScreenshot: { scale: 'device', maxDiffPixels: 30 } },
  reporter: [['list']],
  snapshotPathTemplate: 'screens/{arg}{ext}',
  use: {
    ...browser,
    baseURL: consoleUrl(),
    // At half size: what people see of a screen, not how a machine draws the edge of a letter.
    deviceScaleFactor: 0.5,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'off',
    // A style of ours brings the letters that a machine may not have.
    bypassCSP: true,
  },
});

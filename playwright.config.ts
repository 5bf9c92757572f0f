import { defineConfig } from '@playwright/test';
import { browser } from '#tests/browser.ts';
import { consoleUrl, googleUrl } from '#tests/e2e/environment.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.data/e2e',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // A provisioning on the sandbox takes seconds; a busy machine takes more.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: { ...browser, baseURL: consoleUrl() },
  projects: [
    { name: 'console', testIgnore: ['google.spec.ts', 'failure.spec.ts'] },
    { name: 'google', testMatch: 'google.spec.ts', use: { baseURL: googleUrl() } },
    // Breaks every Medusa store of the cluster for a while, so it waits until the others are done with theirs.
    { name: 'failure', testMatch: 'failure.spec.ts', dependencies: ['console'] },
  ],
});

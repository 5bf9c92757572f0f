import { defineConfig, devices } from '@playwright/test';
import { consoleUrl, googleUrl } from '#tests/e2e/environment.ts';

const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the system where it is named, else Playwright's own. */
const executablePath = process.env['CHROMIUM_PATH'];

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
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    baseURL: consoleUrl(),
    trace: 'retain-on-failure',
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) },
  },
  projects: [
    { name: 'console', testIgnore: ['google.spec.ts', 'failure.spec.ts'] },
    { name: 'google', testMatch: 'google.spec.ts', use: { baseURL: googleUrl() } },
    // Breaks every Medusa store of the cluster for a while, so it waits until the others are done with theirs.
    { name: 'failure', testMatch: 'failure.spec.ts', dependencies: ['console'] },
  ],
});

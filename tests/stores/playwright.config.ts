import { defineConfig } from '@playwright/test';
import { browser } from '#tests/browser.ts';
import { environment } from './support/environment.ts';

/** The suite of `scripts/test-stores`: real pods, real orders, one after the other on a small node. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../.data/stores',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  // A shop comes up in half a minute on a calm machine; some tests bring up several.
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { ...browser, baseURL: environment('STORES_APP_URL') },
});

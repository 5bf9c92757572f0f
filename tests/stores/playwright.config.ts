import { defineConfig } from '@playwright/test';
import { knowingGoogle } from './support/browser.ts';
import { environment } from './support/environment.ts';

/** The suite of `scripts/test-stores`: real pods, real orders, one after the other on a small node, by the person of `sign-in.ts`. */
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
  globalSetup: './support/sign-in.ts',
  use: { ...knowingGoogle, storageState: environment('STORES_STATE') },
});

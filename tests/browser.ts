import { devices, type PlaywrightTestOptions, type PlaywrightWorkerOptions } from '@playwright/test';

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

/** The one browser of all browser tests. */
export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1280, height: 800 },
  trace: 'retain-on-failure',
  // Without a graphics card each frame of an animation costs the processor, which the rest of a test needs.
  contextOptions: { reducedMotion: 'reduce' },
  launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) },
};

import { browser } from '#tests/browser.ts';
import { environment } from './environment.ts';

const GOOGLE = `MAP accounts.google.com 127.0.0.1:${environment('STORES_GOOGLE_PORT')}`;

/** The browser of all browser tests, at the platform's address, which finds the stand-in where Google would be. */
export const knowingGoogle = {
  ...browser,
  baseURL: environment('STORES_APP_URL'),
  // The cluster's own authority signed for the stand-in.
  ignoreHTTPSErrors: true,
  launchOptions: {
    ...browser.launchOptions,
    args: [...(browser.launchOptions?.args ?? []), `--host-resolver-rules=${GOOGLE}`],
  },
};

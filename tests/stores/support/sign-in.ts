import { chromium, expect, type Page } from '@playwright/test';
import { SCOPES } from '#server/stores/actor.ts';
import { knowingGoogle } from './browser.ts';
import { environment } from './environment.ts';

/** From the sign-in page by Google to the list of stores. The stand-in takes everybody for owner@example.com. */
export async function signInWithGoogle(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
}

/** Signs the person in by whom all tests are made, and makes a token for `scripts/store`. */
export default async function signInOnce(): Promise<void> {
  const browser = await chromium.launch(knowingGoogle.launchOptions);
  const page = await browser.newPage(knowingGoogle);
  await signInWithGoogle(page);
  const token = { name: 'scripts/store', scopes: SCOPES };
  // By the page, since only a browser knows where *.localhost is.
  process.env.STOREWRIGHT_TOKEN = await page.evaluate(async (json) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/trpc/token.create', { method: 'POST', headers, body: JSON.stringify({ json }) });
    const { result } = (await answer.json()) as { result: { data: { json: { token: string } } } };
    return result.data.json.token;
  }, token);
  await page.context().storageState({ path: environment('STORES_STATE') });
  await browser.close();
}

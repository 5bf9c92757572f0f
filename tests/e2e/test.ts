import { randomBytes } from 'node:crypto';
import { type BrowserContext, expect, test as base, type Page } from '@playwright/test';

/** What the browser logs about answers that a test asks for on purpose: a refused name, a store that is not there. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;
/** The same for a network that a test takes away. */
const NO_NETWORK = /net::ERR_(INTERNET_DISCONNECTED|NETWORK_CHANGED|FAILED)/;

type Fixtures = {
  /** A page of somebody who has just signed in for the first time. */
  console: Page;
  /** Fails the test when the browser's console gets an error or a warning, such as what the policy of a page refused. */
  quietConsole: void;
};

export const test = base.extend<Fixtures>({
  quietConsole: [
    async ({ context }, use) => {
      const complaints = complaintsOf(context);
      await tellRefusals(context);
      await use();
      expect(complaints, 'the browser console stays silent').toEqual([]);
    },
    { auto: true },
  ],
  console: async ({ page }, use) => {
    await signIn(page, `${uniqueName('person')}@example.org`);
    await use(page);
  },
});

export { expect };

/** What the console of these pages says from now on that nobody asked for on purpose. */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    const text = message.text();
    if (!['error', 'warning'].includes(message.type()) || REFUSAL.test(text) || NO_NETWORK.test(text)) return;
    complaints.push(text);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  return complaints;
}

/** Has pages say in their console what their policy refused and the browser itself is silent about, such as a script that tries `eval`. */
async function tellRefusals(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`The policy of the page refused: ${violatedDirective}, ${blockedURI}, ${sourceFile}`),
    );
  });
}

/** A name that no other test and no earlier run has used: 8 random hexadecimal digits after `prefix`. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** Development sign-in, from the sign-in page to the list of stores. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
}

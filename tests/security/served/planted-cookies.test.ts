import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { afterAll, beforeAll, it } from 'vitest';
import { ensureChromium } from '#scripts/local/chromium.ts';
import { browser as settings } from '#tests/browser.ts';
import { createWorld, type World } from '#tests/faults/support/world.ts';
import { startMockGoogle } from '#tests/integration/auth/google.ts';
import { serve } from './platform.ts';
import { startTwoHosts, type TwoHosts } from './two-hosts.ts';

const PURPOSES = ['sessionToken', 'callbackUrl', 'csrfToken', 'pkceCodeVerifier', 'state', 'nonce'];
const DOMAIN = '; Domain=platform.localhost; Path=/; Secure';

let world: World;
let google: Awaited<ReturnType<typeof startMockGoogle>>;
let hosts: TwoHosts;
let browser: Browser;

beforeAll(async () => {
  [world, google, hosts] = await Promise.all([createWorld(), startMockGoogle(), startTwoHosts()]);
  hosts.lead(
    await serve(world, {
      PUBLIC_URL: hosts.platformUrl,
      STORE_BASE_DOMAIN: 'platform.localhost',
      GOOGLE_CLIENT_ID: 'storewright',
      GOOGLE_CLIENT_SECRET: 'of the mock',
      GOOGLE_ISSUER: google.issuer,
    }),
  );
  const executablePath = await ensureChromium();
  browser = await chromium.launch({ ...settings.launchOptions, ...(executablePath && { executablePath }) });
});

afterAll(async () => {
  await browser.close();
  await google.stop();
  await world.close();
  hosts.close();
});

async function signIn(context: BrowserContext, name: string): Promise<Page> {
  google.become({ sub: name, email: `${name}@example.org`, email_verified: true });
  const page = await context.newPage();
  await page.goto(`${hosts.platformUrl}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await expect(page).toHaveURL(`${hosts.platformUrl}/`);
  return page;
}

/** A shop that tries every way to give the platform cookies of its own, by script and by its answer. */
function plant(values: Record<string, string>): void {
  const lines = PURPOSES.flatMap((purpose) => {
    const value = values[purpose] ?? 'planted';
    const plain = `storewright.${purpose}=${value}`;
    return [plain, `__Host-${plain}`, `__host-${plain}`, `=__Host-${plain}`].map((pair) => pair + DOMAIN);
  });
  hosts.show(`<script>for (const line of ${JSON.stringify(lines)}) document.cookie = line</script>A shop`, lines);
}

it("the cookies that a shop's page plants under a shared parent sign nobody in, and keep nobody from signing in", async () => {
  const eve = await browser.newContext({ ignoreHTTPSErrors: true });
  await signIn(eve, 'eve');
  const session = (await eve.cookies()).find(({ name }) => name.endsWith('storewright.sessionToken'));
  expect(session).toMatchObject({ name: '__Host-storewright.sessionToken', domain: 'console.platform.localhost' });
  await eve.close();
  plant({ sessionToken: session?.value ?? '', callbackUrl: encodeURIComponent(`${hosts.platformUrl}/settings`) });

  const victim = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await victim.newPage();
  await page.goto(hosts.shopUrl);
  hosts.cookiesSent.length = 0;
  await page.goto(hosts.platformUrl);
  await expect(page, 'the victim is not Eve').toHaveURL(`${hosts.platformUrl}/sign-in`);
  expect(hosts.cookiesSent[0], 'the cookies did arrive').toContain(`storewright.sessionToken=${session?.value}`);
  expect(hosts.cookiesSent.join('; ')).not.toMatch(/__Host-storewright\.(?!callbackUrl|csrfToken)/i);

  const signedIn = await signIn(victim, 'ada');
  await expect(signedIn.getByText('ada@example.org')).toBeVisible();
  await signedIn.goto(hosts.shopUrl);
  await signedIn.goto(`${hosts.platformUrl}/settings`);
  await expect(signedIn.getByText('ada@example.org')).toBeVisible();
});

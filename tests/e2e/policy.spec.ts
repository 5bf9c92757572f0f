import { complaintsOf, expect, test } from './test.ts';

/** What somebody would put into a page if the page let them, and the directive that refuses it. */
const INTRUSIONS: [what: string, directive: string, intrude: () => void][] = [
  [
    'a script element',
    'script-src-elem',
    () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "planted"';
      document.body.append(script);
    },
  ],
  [
    'a script in an attribute',
    'script-src-attr',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<img src="/nothing" onerror="document.title = \'planted\'">');
    },
  ],
  [
    'a style in an attribute',
    'style-src-attr',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<p style="position: fixed; inset: 0">Sign in again</p>');
    },
  ],
  [
    'a style element',
    'style-src-elem',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<style>body { display: none }</style>');
    },
  ],
  [
    'a picture of another host',
    'img-src',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.example/?secret">');
    },
  ],
  ['a call to another host', 'connect-src', () => void fetch('https://evil.example/').catch(() => {})],
  [
    'a frame',
    'frame-src',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<iframe src="https://evil.example/"></iframe>');
    },
  ],
  [
    'another base of all addresses',
    'base-uri',
    () => {
      document.head.insertAdjacentHTML('beforeend', '<base href="https://evil.example/">');
    },
  ],
  [
    'a form that leads away',
    'form-action',
    () => {
      document.body.insertAdjacentHTML('beforeend', '<form action="https://evil.example/"></form>');
      document.querySelector<HTMLFormElement>('form[action^="https://evil"]')?.submit();
    },
  ],
];

for (const [what, directive, intrude] of INTRUSIONS) {
  test(`a page refuses ${what}, and the console tells it`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL: baseURL ?? '' });
    const complaints = complaintsOf(context);
    const page = await context.newPage();
    await page.goto('/sign-in');
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          const tell = (event: SecurityPolicyViolationEvent) => resolve([event.effectiveDirective, document.title]);
          addEventListener('securitypolicyviolation', tell, { once: true });
        }),
    );
    await page.evaluate(intrude);
    expect(await refused).toEqual([directive, 'Sign in · Storewright']);
    await expect.poll(() => complaints.join('\n')).toContain('Content Security Policy');
    await context.close();
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`the ${theme} theme is there with the first paint, and no script changes it`, async ({ browser, baseURL }) => {
    const opposite = theme === 'dark' ? 'light' : 'dark';
    const context = await browser.newContext({ baseURL: baseURL ?? '', colorScheme: opposite });
    await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }]);
    await context.addInitScript(() => {
      const changes = new MutationObserver((records) => Object.assign(globalThis, { themeChanges: records.length }));
      changes.observe(document, { subtree: true, attributeFilter: ['data-theme'] });
    });
    const page = await context.newPage();
    const answer = await page.goto('/sign-in');
    expect(await answer?.text()).toContain(`data-theme="${theme}"`);
    await expect(page.locator('html')).toHaveCSS('color-scheme', theme);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    expect(await page.evaluate(() => 'themeChanges' in globalThis)).toBe(false);
    await context.close();
  });
}

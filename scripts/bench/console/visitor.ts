import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { ensureChromium } from '#scripts/local/chromium.ts';
import { freePort } from '#scripts/local/ports.ts';

/** The signals end the instance first; then this process, and with it the browser. */
const SIGNALS = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

/** Somebody in front of a browser of their own, who has signed in. */
export class Visitor {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  /** Where the browser answers Lighthouse. */
  readonly port: number;

  private constructor(browser: Browser, context: BrowserContext, port: number) {
    this.#browser = browser;
    this.#context = context;
    this.port = port;
  }

  /** Opens a browser and signs in to the dashboard at `url`. */
  static async signIn(url: string, email: string): Promise<Visitor> {
    const port = await freePort();
    const executablePath = (await ensureChromium()) ?? undefined;
    const args = ['--no-sandbox', '--disable-background-networking', `--remote-debugging-port=${port}`];
    const browser = await chromium.launch({ ...SIGNALS, args, executablePath });
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1350, height: 940 } });
    const visitor = new Visitor(browser, context, port);
    const page = await visitor.open('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Stores', level: 1 }).waitFor();
    await page.close();
    return visitor;
  }

  /** A new tab at this path of the dashboard. */
  async open(path: string): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(path);
    return page;
  }

  /** A new tab with the list, whose first rows are there and live. */
  async openList(): Promise<Page> {
    const page = await this.open('/');
    await page.getByRole('table', { name: 'Stores' }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    return page;
  }

  /** What the browser sends to be known as who has signed in. */
  async cookie(): Promise<string> {
    return (await this.#context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  leave(): Promise<void> {
    return this.#browser.close();
  }
}

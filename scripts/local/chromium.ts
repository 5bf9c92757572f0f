import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { root } from './root.ts';
import { step } from './say.ts';
import { Stop } from './stop.ts';
import { findOnPath } from './tools/system.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const findChromium = (): string | null =>
  names.map(findOnPath).find((path) => path !== null) ?? onMac.find((path) => existsSync(path)) ?? null;

async function run(command: string, args: string[]): Promise<void> {
  const result = await execa(command, args, {
    cwd: root,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    stdin: 'ignore',
    reject: false,
    all: true,
  });
  if (result.exitCode === 0) return;
  throw new Stop(
    `No browser for the tests: ${command} ${args[0]} failed. Install Chromium, then run this again.\n${result.all.split('\n').slice(-5).join('\n')}`,
  );
}

/** The path of a Chromium for the browser tests: the system's; on Debian as root installed; elsewhere null for Playwright's own. */
export async function ensureChromium(): Promise<string | null> {
  const found = process.env.CHROMIUM_PATH ?? findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    await step('Chromium from Debian', async () => {
      await run('apt-get', ['update', '-qq']);
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    });
    return findChromium();
  }
  await step("Chromium from Playwright's own store", () =>
    run(process.execPath, ['node_modules/.bin/playwright', 'install', 'chromium']),
  );
  return null;
}

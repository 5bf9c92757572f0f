import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { canInstallPackages, installPackage } from './debian.ts';
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
  if (canInstallPackages()) {
    await installPackage('chromium');
    return findChromium();
  }
  await step("Chromium from Playwright's own store", () =>
    run(process.execPath, ['node_modules/.bin/playwright', 'install', 'chromium']),
  );
  return null;
}

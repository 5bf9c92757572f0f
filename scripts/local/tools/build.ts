import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { execa } from 'execa';
import { Stop } from '../stop.ts';
import { goVersion, type Pin } from './pins.ts';

/** Go's version as `go1.26.8`, or null without Go. */
async function installedGo(): Promise<string | null> {
  const { stdout, exitCode } = await execa('go', ['env', 'GOVERSION'], {
    reject: false,
    env: { GOTOOLCHAIN: 'local' },
  });
  return exitCode === 0 ? stdout.trim() : null;
}

const isRecent = (version: string) => {
  const [major = 0, minor = 0] = version.replace(/^go/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = goVersion.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
};

/** Builds a pinned program into `folder` and answers its path; null without a module or a recent Go. Takes up to minutes. */
export async function build(name: string, pin: Pin, folder: string): Promise<string | null> {
  const go = await installedGo();
  if (!pin.build || !go || !isRecent(go)) return null;
  const stamps = Object.entries(pin.build.stamp ?? {}).map(([variable, value]) => ` -X ${variable}=${value}`);
  const file = join(folder, name);
  const result = await execa(
    'go',
    ['build', '-trimpath', '-ldflags', `-s -w${stamps.join('')}`, '-o', file, pin.build.package],
    {
      cwd: fileURLToPath(new URL(pin.build.module, import.meta.url)),
      env: { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
      reject: false,
      all: true,
    },
  );
  if (result.exitCode === 0) return file;
  const lastWords = result.all.split('\n').slice(-6).join('\n');
  if (lastWords.includes('no space left on device'))
    throw new Stop(`The disk is full: free 4 GB for Go's build cache, then run this again.`);
  throw new Stop(`Go could not build ${name} ${pin.version}:\n${lastWords}`);
}

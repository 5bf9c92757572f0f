import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Pin } from './pins.ts';
import { download } from './release.ts';
import { system } from './system.ts';

const PROGRAM = 'a program';
const SHA256 = createHash('sha256').update(PROGRAM).digest('hex');

let server: Server;
let published: string;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  server = createServer((request, response) => {
    response.end(request.url?.endsWith('/tool') ? PROGRAM : published);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function pin(changes: Partial<Pin> = {}): Pin {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v{v}`;
  return { version: '1.2.3', ask: [], systems: [system], url: `${base}/tool`, checksum: `${base}/SUMS`, ...changes };
}

test('a program with the published checksum is taken', async () => {
  published = `${'0'.repeat(64)}  another\n${SHA256}  tool\n`;
  const file = await download(pin(), folder);
  expect(file && readFileSync(file, 'utf8')).toBe(PROGRAM);
});

test.each([
  ['another one', `${'0'.repeat(64)}  tool`],
  ['that of an empty file', createHash('sha256').digest('hex')],
  ['a page instead of one', '<html>not found</html>'],
])('a program whose published checksum is %s stops everything, and nothing of it is left', async (_, words) => {
  published = words;
  await expect(download(pin(), folder)).rejects.toThrow('not used');
  expect(existsSync(join(folder, 'tool'))).toBe(false);
});

test.each(['', `${SHA256}  another\n${SHA256}  another-tool`])(
  'a program without a checksum of its own is not taken',
  async (words) => {
    published = words;
    expect(await download(pin(), folder)).toBeNull();
    expect(existsSync(join(folder, 'tool'))).toBe(false);
  },
);

test('nothing is asked for a machine that the project publishes nothing for', async () => {
  expect(await download(pin({ systems: ['plan9-mips'] }), folder)).toBeNull();
});

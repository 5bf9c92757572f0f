import { readdirSync, readFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Machine } from './machine.ts';

/** Many small programs run one after the other, on machines that have other things to do. */
vi.setConfig({ testTimeout: 120_000 });

const OTHERS = '127.0.0.1 localhost\n::1 localhost ip6-localhost\n10.0.0.9 printer # shops.test';

let machine: Machine;
let file: string;
beforeEach(() => {
  machine = new Machine(['kubectl']);
  file = join(machine.folder, 'hosts');
  writeFileSync(file, OTHERS);
});
afterEach(() => machine.remove());

const hosts = (...args: string[]) => machine.run('hosts.sh', [...args, '--file', file]);
const content = () => readFileSync(file, 'utf8');
const block = (...names: string[]) =>
  [
    OTHERS,
    '# storewright: begin (scripts/hosts.sh writes these lines)',
    ...names.map((name) => `127.0.0.1 ${name}`),
    '# storewright: end',
    '',
  ].join('\n');

it('adds names, each once and in order, and leaves every other line as it is', async () => {
  expect(await hosts('add', 'second.shops.test', 'first.shops.test')).toMatchObject({ code: 0, stderr: '' });
  expect(content()).toBe(block('first.shops.test', 'second.shops.test'));
  await hosts('add', 'first.shops.test');
  expect(content()).toBe(block('first.shops.test', 'second.shops.test'));
});

it('removes names, and with the last one the block', async () => {
  await hosts('add', 'first.shops.test', 'second.shops.test');
  await hosts('remove', 'first.shops.test', 'other.shops.test');
  expect(content()).toBe(block('second.shops.test'));
  await hosts('remove', 'second.shops.test');
  expect(content()).toBe(`${OTHERS}\n`);
});

it('brings the block to what the cluster has, without the names that need none', async () => {
  await hosts('add', 'gone.shops.test');
  machine.set('hosts', 'new.shops.test\nfirst.localhost\n');
  expect(await hosts('sync')).toMatchObject({ code: 0 });
  expect(content()).toBe(block('new.shops.test'));
});

it('changes nothing when the cluster does not answer', async () => {
  await hosts('add', 'first.shops.test');
  machine.set('fails', 'kubectl get ingresses');
  expect(await hosts('sync')).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was changed') });
  expect(content()).toBe(block('first.shops.test'));
});

it('cleans up, and is safe to repeat', async () => {
  await hosts('add', 'first.shops.test');
  await hosts('clean');
  expect(content()).toBe(`${OTHERS}\n`);
  expect(await hosts('clean')).toMatchObject({ code: 0, stdout: expect.stringContaining('as it should be') });
  expect(content()).toBe(`${OTHERS}\n`);
});

it('loses no name when many write at once, and leaves no draft behind', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `shop-${String(index).padStart(2, '0')}.shops.test`);
  const endings = await Promise.all(names.map((name) => hosts('add', name)));
  expect(endings.filter(({ code }) => code !== 0)).toEqual([]);
  expect(content()).toBe(block(...names));
  expect(readdirSync(machine.folder).filter((name) => name.startsWith('hosts'))).toEqual(['hosts']);
});

it('replaces the file by a new one in one go, with the mode of the old one', async () => {
  chmodSync(file, 0o640);
  const before = statSync(file);
  await hosts('add', 'first.shops.test');
  const after = statSync(file);
  expect(after.mode).toBe(before.mode);
  expect(after.ino).not.toBe(before.ino);
});

it.each([
  'UPPER.test',
  'shop',
  'a b.test',
  'shop.test:8080',
  '*.shops.test',
  '10.0.0.1',
  '-x.test',
  'a.test\n6.6.6.6 bank.test',
])('refuses %j, which is no name of a host', async (name) => {
  expect((await hosts('add', '--', name)).code).toBe(1);
  expect((await hosts('add', name)).code).toBe(1);
  expect(content()).toBe(OTHERS);
});

it('touches nothing when its marks are damaged', async () => {
  const damaged = `${OTHERS}\n# storewright: begin\n127.0.0.1 a.test\n10.0.0.10 scanner\n`;
  writeFileSync(file, damaged);
  expect(await hosts('clean')).toMatchObject({ code: 1, stderr: expect.stringContaining('damaged') });
  expect(content()).toBe(damaged);
});

it.each([[[]], [['wipe']], [['add']], [['clean', 'first.shops.test']]])(
  'says how it is used instead of %j',
  async (args) => {
    const { code, stderr } = await hosts(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--help|Usage/);
  },
);

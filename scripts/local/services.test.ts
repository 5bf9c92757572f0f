import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTimeOf } from './process-identity.ts';
import { findService, recordService, startService, stopService, untilServing } from './services.ts';

let dir: string;
let stranger: ChildProcess | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'storewright-services-'));
});

afterEach(() => {
  stranger?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const waiting = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] };

describe('a service', () => {
  it('is found by its pid file and gone after it was stopped', async () => {
    const pid = await startService(dir, { name: 'one', ...waiting });
    expect(findService(dir, 'one')).toBe(pid);
    await stopService(dir, 'one');
    expect(findService(dir, 'one')).toBeNull();
    expect(startTimeOf(pid)).toBeNull();
  });

  it('that was killed is not running', async () => {
    const pid = await startService(dir, { name: 'one', ...waiting });
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => findService(dir, 'one')).toBeNull();
  });

  it('that ends right after its start is reported with its last words', async () => {
    await startService(dir, { name: 'one', command: process.execPath, args: ['-e', 'console.log("no such file")'] });
    await expect(untilServing(dir, 'one', 10, async () => false)).rejects.toThrow(
      /ended right after its start.*\n.*no such file/s,
    );
  });
});

it('a process that merely got the same pid is neither taken for ours nor killed', async () => {
  stranger = spawn(waiting.command, waiting.args);
  const { pid } = stranger;
  if (pid === undefined) throw new Error('The stranger did not start.');
  recordService(dir, 'one', pid);
  expect(findService(dir, 'one')).toBe(pid);
  writeFileSync(join(dir, 'run', 'one.start'), 'another time');
  expect(findService(dir, 'one')).toBeNull();
  await stopService(dir, 'one');
  expect(startTimeOf(pid)).not.toBeNull();
});

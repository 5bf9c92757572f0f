import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'storewright-lock-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a lock', () => {
  it('lets one work at a time', async () => {
    const path = join(dir, 'lock');
    const log: string[] = [];
    const work = (name: string) =>
      withLock(path, 'a test', 10, async () => {
        log.push(`${name} begins`);
        await new Promise(setImmediate);
        log.push(`${name} ends`);
      });
    await Promise.all([work('one'), work('two')]);
    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('of a process that is gone is taken over', async () => {
    const path = join(dir, 'lock');
    writeFileSync(path, `${process.pid} another-start-time`);
    expect(await withLock(path, 'a test', 1, async () => 'done')).toBe('done');
  });

  it('is free again after work that failed', async () => {
    const path = join(dir, 'lock');
    const fail = () => Promise.reject(new Error('no'));
    await expect(withLock(path, 'a test', 1, fail)).rejects.toThrow('no');
    expect(await withLock(path, 'a test', 1, async () => 'done')).toBe('done');
  });
});

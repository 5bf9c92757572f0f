import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHelm, isTransient, type HelmContext, type HelmOptions } from './index.ts';

const CHART = join(import.meta.dirname, '../../tests/fixtures/charts/single');
const REF = { namespace: 'store-abcdefghij', release: 'store' };
const NO_RELEASE = 'case "$1" in history) echo "Error: release: not found" >&2; exit 1;; esac';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'helm-'));
});

afterEach(() => rm(dir, { recursive: true }));

/** A helm of the right version that does what the script says when it is asked for anything else. */
function newHelm(script: string, options: Partial<HelmOptions> = {}) {
  return newProgram(`case "$1" in version) echo v4.2.3; exit;; esac\n${script}`, options);
}

/** A real process in helm's place: a shell script in `dir`, which is its folder too. */
async function newProgram(script: string, options: Partial<HelmOptions> = {}) {
  const bin = join(dir, 'helm');
  await writeFile(bin, `#!/bin/sh\ncd ${dir}\n${script}\n`);
  await chmod(bin, 0o755);
  return createHelm({ bin, concurrency: 2, timeoutMs: 10_000, graceMs: 1000, cacheDir: dir, ...options });
}

function newContext(context: Partial<HelmContext> = {}): HelmContext {
  return { guard: () => {}, signal: new AbortController().signal, ...context };
}

const spec = (values = {}) => ({ ...REF, chartDir: CHART, values: { store: { id: 'abcdefghij' }, ...values } });

describe('a helm that is no use', () => {
  test.each([
    ['exit 127', 'missing'],
    ['exit 126', 'missing'],
    ['exit 137', 'killed'],
    ['kill -9 $$', 'killed'],
    ['echo v3.19.0', 'wrong-version'],
    ['echo nonsense', 'wrong-version'],
    ['echo "Error: something else" >&2; exit 1', 'failed'],
  ] as const)('%s is told as %s, with what to do', async (script, kind) => {
    const helm = await newProgram(script);
    const error = await helm.version().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'HelmError', kind });
    expect(isTransient(error)).toBe(kind !== 'failed');
  });

  test('a program that is not there is missing, and the message says how to mend it', async () => {
    const helm = createHelm({
      bin: join(dir, 'nowhere'),
      concurrency: 1,
      timeoutMs: 5000,
      graceMs: 1000,
      cacheDir: dir,
    });
    await expect(helm.version()).rejects.toMatchObject({
      kind: 'missing',
      message: expect.stringContaining('HELM_BIN'),
    });
  });

  test('the right version is given without its v', async () => {
    expect(await (await newProgram('printf v4.2.3')).version()).toBe('4.2.3');
  });

  test('a helm of another version is let at no release, and one that is put in its place is', async () => {
    const helm = await newProgram('echo "$1" >>asked; echo v3.19.0');
    await expect(helm.findRelease(newContext(), REF)).rejects.toMatchObject({ kind: 'wrong-version' });
    expect(await readFile(join(dir, 'asked'), 'utf8')).toBe('version\n');
    await newHelm('echo "[]"');
    expect(await helm.findRelease(newContext(), REF)).toBeNull();
  });

  test('a right helm is asked for its version once, and anew when it could not be started', async () => {
    const helm = await newProgram(`echo "$1" >>asked
      case "$1" in version) echo v4.2.3;; *) [ ! -e broken ] || exit 127; echo "[]";; esac`);
    const look = () => helm.findRelease(newContext(), REF);
    await look();
    await look();
    await writeFile(join(dir, 'broken'), '');
    await expect(look()).rejects.toMatchObject({ kind: 'missing' });
    await expect(look()).rejects.toMatchObject({ kind: 'missing' });
    const asked = (await readFile(join(dir, 'asked'), 'utf8')).trim().split('\n');
    expect(asked).toEqual(['version', 'history', 'history', 'history', 'version', 'history']);
  });

  test.each([
    ['a place that is none', (place: string) => writeFile(place, '')],
    [
      'a folder that others may write to',
      (place: string) => mkdir(place, { mode: 0o777 }).then(() => chmod(place, 0o777)),
    ],
  ])('%s is no room to work in: nothing is started until it is mended', async (_, prepare) => {
    const place = join(dir, 'place');
    const helm = await newHelm('touch started; echo "[]"', { cacheDir: place });
    await prepare(place);
    const error = await helm.findRelease(newContext(), REF).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'no-room', message: expect.stringContaining('TMPDIR') });
    expect((error as Error).message).not.toContain(dir);
    expect(await readdir(dir)).not.toContain('started');
    await rm(place, { recursive: true });
    expect(await helm.findRelease(newContext(), REF)).toBeNull();
  });

  test('an answer that is no JSON is an error of helm, not of a parser', async () => {
    const helm = await newHelm('echo "<html>"');
    await expect(helm.findRelease(newContext(), REF)).rejects.toMatchObject({ name: 'HelmError', kind: 'failed' });
  });
});

describe('what helm is given', () => {
  test('nothing that a person entered is in argv, and the values come whole on stdin', async () => {
    const helm = await newHelm(`${NO_RELEASE}\nprintf '%s\\n' "$@" >argv; cat >stdin; echo 'REVISION: 1'`);
    const note = '--kubeconfig=/etc/passwd, $(id) {{ .Values }}';
    expect(await helm.ensureRelease(newContext(), spec({ note }))).toEqual({ revision: 1, changed: true });
    const argv = (await readFile(join(dir, 'argv'), 'utf8')).trim().split('\n');
    expect(argv.join(' ')).not.toContain('passwd');
    expect(argv).not.toContain('--set');
    expect(argv.slice(-3)).toEqual(['--', 'store', CHART]);
    expect(JSON.parse(await readFile(join(dir, 'stdin'), 'utf8'))).toEqual(spec({ note }).values);
  });

  test('the environment has no secret of the app', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://canary');
    const helm = await newProgram('env >environment; echo v4.2.3');
    await helm.version();
    vi.unstubAllEnvs();
    const names = (await readFile(join(dir, 'environment'), 'utf8')).match(/^\w+(?==)/gm) ?? [];
    const allowed = [
      'PATH',
      'HOME',
      'TMPDIR',
      'HELM_CACHE_HOME',
      'HELM_CONFIG_HOME',
      'HELM_DATA_HOME',
      'GOGC',
      'PWD',
      'OLDPWD',
      'SHLVL',
      '_',
    ];
    expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test('a helm that does not read its values is judged by what it says', async () => {
    const helm = await newHelm(`${NO_RELEASE}\necho 'Error: exceeded quota: none' >&2; exit 1`);
    const note = 'x'.repeat(2_000_000);
    await expect(helm.ensureRelease(newContext(), spec({ note }))).rejects.toMatchObject({ kind: 'quota' });
  });
});

describe('bounds', () => {
  test('300 MB of output leave the memory flat', async () => {
    const helm = await newHelm(
      `head -c 300000000 /dev/zero | tr '\\0' 'x' >&2; echo 'Error: exceeded quota: none' >&2; exit 1`,
    );
    const before = process.memoryUsage().rss;
    const error = await helm.findRelease(newContext(), REF).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'quota' });
    expect((error as Error).message.length).toBeLessThan(2000);
    // Half of what came: buffers that were dropped wait for the collector, and one that keeps them all holds twice as much.
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test('more output than is read is said, and not parsed by half', async () => {
    const helm = await newHelm(`head -c 1000000 /dev/zero | tr '\\0' '1'`);
    await expect(helm.findRelease(newContext(), REF)).rejects.toThrow(/\d+ bytes before this are dropped/);
  });

  test('an upgrade that says too much has its revision read from the end of what it says', async () => {
    const helm = await newHelm(`${NO_RELEASE}\nhead -c 1000000 /dev/zero | tr '\\0' 'x'; echo; echo 'REVISION: 7'`);
    expect(await helm.ensureRelease(newContext(), spec())).toEqual({ revision: 7, changed: true });
  });

  test('a helm that hangs and ignores SIGTERM is killed after the grace, with what it started', async () => {
    const helm = await newProgram(`trap '' TERM\nsleep 600 & echo $! >pid\nwait; wait; wait`, {
      timeoutMs: 300,
      graceMs: 100,
    });
    const error = await helm.version().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'timeout', message: expect.stringContaining('0.3 s') });
    const pid = Number(await readFile(join(dir, 'pid'), 'utf8'));
    await vi.waitUntil(() => !isRunning(pid), { timeout: 5000 });
  });

  test('at most the allowed number of helms run at once, and all have their turn', async () => {
    const helm = await newHelm('touch started-$$\nwhile [ ! -e go ]; do sleep 0.02; done\necho "[]"', {
      concurrency: 2,
    });
    await helm.version();
    const all = Array.from({ length: 5 }, () => helm.findRelease(newContext(), REF));
    const started = async () => (await readdir(dir)).filter((name) => name.startsWith('started-')).length;
    await vi.waitUntil(async () => (await started()) === 2, { timeout: 5000 });
    expect(helm.stats()).toEqual({ running: 2, queued: 3, killed: 0 });
    expect(await started()).toBe(2);
    await writeFile(join(dir, 'go'), '');
    expect(await Promise.all(all)).toEqual(Array.from({ length: 5 }, () => null));
    expect(helm.stats()).toEqual({ running: 0, queued: 0, killed: 0 });
  });

  test('a retry and a look at hooks have their turn amid ten new stores, and what follows a look does not queue again', async () => {
    const place = `expr "$*" : '.*--namespace \\([a-z0-9-]*\\)'`;
    const script = `echo "$1 $(${place})" >>order\n[ "$1" != get ] || exit 0\n${NO_RELEASE}`;
    const helm = await newHelm(`${script}\nwhile [ ! -e go ]; do sleep 0.02; done\necho 'REVISION: 1'`, {
      concurrency: 1,
    });
    const queued = (count: number) => vi.waitUntil(() => helm.stats().queued === count, { timeout: 5000 });
    const ensure = (namespace: string, isNew: boolean) =>
      helm.ensureRelease(newContext({ whose: namespace }), { ...spec(), namespace, isNew: async () => isNew });
    const held = ensure('held', true);
    await vi.waitUntil(async () => (await readdir(dir)).includes('order'), { timeout: 5000 });
    const retry = ensure('retry', false);
    await queued(1);
    const look = helm.readHooks(newContext({ whose: 'look' }), { ...REF, namespace: 'look' });
    await queued(2);
    const crowd = Array.from({ length: 10 }, () => ensure('crowd', true));
    await queued(12);
    await writeFile(join(dir, 'go'), '');
    await Promise.all([held, retry, look, ...crowd]);
    const order = (await readFile(join(dir, 'order'), 'utf8')).trim().split('\n');
    const turns = ['upgrade held', 'history retry', 'get look', 'upgrade retry'];
    expect(order).toEqual([...turns, ...crowd.map(() => 'upgrade crowd')]);
  });

  test('a helm that somebody else killed is counted', async () => {
    const helm = await newHelm('kill -9 $$');
    await expect(helm.findRelease(newContext(), REF)).rejects.toMatchObject({ kind: 'killed' });
    expect(helm.stats()).toEqual({ running: 0, queued: 0, killed: 1 });
  });
});

describe('ending', () => {
  const untilGo = 'touch started\nwhile [ ! -e go ]; do sleep 0.02; done\necho "[]"';
  const untilStarted = () => vi.waitUntil(async () => (await readdir(dir)).includes('started'), { timeout: 5000 });

  test('a guard that throws lets no process start', async () => {
    const helm = await newHelm('touch started; echo "[]"');
    const guard = () => {
      throw new Error('The lease is over.');
    };
    await expect(helm.findRelease(newContext({ guard }), REF)).rejects.toThrow('The lease is over.');
    expect(await readdir(dir)).not.toContain('started');
  });

  test('the guard is asked when a place is free, not when the call is made', async () => {
    const helm = await newHelm(untilGo, { concurrency: 1 });
    const guard = vi.fn<() => void>();
    const first = helm.findRelease(newContext(), REF);
    const second = helm.findRelease(newContext({ guard }), REF);
    await untilStarted();
    expect(guard).not.toHaveBeenCalled();
    await writeFile(join(dir, 'go'), '');
    await Promise.all([first, second]);
    expect(guard).toHaveBeenCalledTimes(1);
  });

  test('who is cancelled in the queue never starts', async () => {
    const helm = await newHelm(untilGo, { concurrency: 1 });
    const cancel = new AbortController();
    const guard = vi.fn<() => void>();
    const first = helm.findRelease(newContext(), REF);
    const second = helm.findRelease(newContext({ guard, signal: cancel.signal }), REF);
    await untilStarted();
    cancel.abort();
    await expect(second).rejects.toMatchObject({ kind: 'cancelled' });
    await writeFile(join(dir, 'go'), '');
    await first;
    expect(guard).not.toHaveBeenCalled();
  });

  test('draining waits for what runs, and turns away what waits and what comes', async () => {
    const helm = await newHelm(untilGo, { concurrency: 1 });
    const running = helm.findRelease(newContext(), REF);
    await untilStarted();
    const waiting = helm.findRelease(newContext(), REF).catch((error: unknown) => error);
    const drained = helm.drain();
    expect(await waiting).toMatchObject({ kind: 'cancelled' });
    await expect(helm.findRelease(newContext(), REF)).rejects.toMatchObject({ kind: 'cancelled' });
    await writeFile(join(dir, 'go'), '');
    await drained;
    expect(await running).toBeNull();
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

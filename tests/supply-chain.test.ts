import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layer, pins, type Pin } from '#scripts/local/tools/pins.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const linesOf = (file: string) => read(file).trim().split('\n');

type Entry = Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>> & {
  version: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
};
type Project = Entry & { allowScripts?: Record<string, boolean> };

const folders = ['.', ...globSync(['images/*/package-lock.json', 'scripts/bench/*/*/package-lock.json']).map(dirname)];

describe.each(folders)('the lock file in %s', (folder) => {
  const lock = JSON.parse(read(join(folder, 'package-lock.json'))) as { packages: Record<string, Entry> };
  const project = JSON.parse(read(join(folder, 'package.json'))) as Project;
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('gives the hash of every package', () => {
    expect(entries.length).toBeGreaterThan(20);
    const bad = entries.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(bad.map(([path]) => path)).toEqual([]);
  });

  it('says of no package where it comes from: that is the registry of whoever installs, held by the hash', () => {
    const bad = entries.filter(([, { resolved, link }]) => resolved !== undefined || link === true);
    expect(bad.map(([path]) => path)).toEqual([]);
  });

  it('knows no package from a repository, an address or a folder', () => {
    const specs = [project, ...Object.values(lock.packages)].flatMap((entry) =>
      Object.entries({ ...entry.dependencies, ...entry.devDependencies, ...entry.optionalDependencies }),
    );
    // Without an alias, a registry's range has neither a colon nor a slash.
    const bad = specs.filter(([, spec]) => /[:/]/.test(spec.replace(/^npm:@?[\w.-]+(\/[\w.-]+)?@/, '')));
    expect(bad).toEqual([]);
  });

  it('lets exactly those packages run something at their installation that package.json decided on', () => {
    const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? '';
    const asking = entries
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => nameOf(path));
    expect(Object.keys(project.allowScripts ?? {}).toSorted()).toEqual([...new Set(asking)].toSorted());
  });
});

describe.each(Object.entries<Pin>(pins))('the tool %s', (_, pin) => {
  it('has an exact version, and comes over TLS with a checksum that its project publishes', () => {
    expect(pin.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(pin.url).toMatch(/^https:\/\/(dl\.k8s\.io|get\.helm\.sh|github\.com)\/.*\{v\}/);
    const published =
      pin.checksum === 'github' || pin.checksum === `${pin.url}.sha256` || pin.checksum === `${pin.url}.sha256sum`;
    const listed = pin.checksum.startsWith(dirname(pin.url)) && pin.checksum.endsWith('/SHA256SUMS');
    expect(published || listed, pin.checksum).toBe(true);
  });

  it('can be had without its project’s server: out of a module or a package whose hash is kept here', () => {
    expect(pin.build !== undefined || pin.layer !== undefined).toBe(true);
  });
});

it('the package that carries tools is pinned by version and hash', () => {
  expect(layer.package).toMatch(/@\d+\.\d+\.\d+$/);
  expect(layer.sha512).toMatch(/^[\w+/]{86}==$/);
});

const built = Object.values<Pin>(pins).flatMap(({ build, version }) => (build ? [{ ...build, version }] : []));

describe.each(built)('the module of $package', ({ module, package: path, version }) => {
  const folder = join('scripts/local/tools', module);
  const required = [...read(join(folder, 'go.mod')).matchAll(/^(?:require)?\s+(\S+\.\S+\/\S+|\S+\.\S+) (v\S+)/gm)];

  it('requires the version that is pinned', () => {
    const own = required.filter(([, name = '']) => path === name || path.startsWith(`${name}/`));
    expect(own.map(([, , found]) => found)).toEqual([`v${version}`]);
  });

  it('has a hash of everything that it requires, and takes nothing from a folder', () => {
    expect(required.length).toBeGreaterThan(20);
    const hashed = new Set(
      linesOf(join(folder, 'go.sum')).map((line) => /^(\S+ \S+?)(?:\/go\.mod)? h1:[\w+/]{43}=$/.exec(line)?.[1]),
    );
    expect(hashed.has(undefined)).toBe(false);
    const replaced = new Map(
      [...read(join(folder, 'go.mod')).matchAll(/^(?:replace)?\s+(\S+) => (\S+ v\S+)$/gm)].map(
        ([, from = '', to = '']) => [from, to],
      ),
    );
    const bad = required
      .map(([, name = '', wanted = '']) => replaced.get(name) ?? `${name} ${wanted}`)
      .filter((one) => !hashed.has(one));
    expect(bad).toEqual([]);
    expect(read(join(folder, 'go.mod'))).not.toMatch(/=>\s*\.{0,2}\//);
  });
});

describe('base images', () => {
  const bases = new Map(linesOf('images/bases').map((line) => [line.split(' ')[0] ?? '', line]));

  it('each have a name, a tag that says which version, and a digest where it is known', () => {
    const form = /^[A-Z][A-Z_]*_IMAGE [a-z0-9./-]+:[\w.-]*\d[\w.-]*( sha256:[0-9a-f]{64})?$/;
    expect([...bases.values()].filter((line) => !form.test(line))).toEqual([]);
    // Half of them with a digest would be a pinning that was cut short.
    const pinned = [...bases.values()].filter((line) => line.includes(' sha256:'));
    expect([0, bases.size]).toContain(pinned.length);
  });

  it.each(globSync(['Dockerfile', 'images/*/*Dockerfile']))('are all that %s is built on, by the same tags', (file) => {
    const defaults = [...read(file).matchAll(/^ARG (\w+_IMAGE)=(\S+)$/gm)];
    const own = /^storewright\//;
    const other = defaults.filter(
      ([, name = '', tag = '']) => !own.test(tag) && !bases.get(name)?.startsWith(`${name} ${tag}`),
    );
    expect(other.map(([line]) => line)).toEqual([]);
    const stages = [...read(file).matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
    const known = new Set(['scratch', ...stages.map(([, , name]) => name)]);
    const from = stages.map(([, base = '']) => base).filter((base) => !known.has(base));
    expect(from.filter((base) => !/^\$\{\w+_IMAGE\}$/.test(base))).toEqual([]);
  });
});

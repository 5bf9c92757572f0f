import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';

type Component = { name: string; version: string; purl: string; hashes?: { alg: string; content: string }[] };
type Bill = { bomFormat: string; metadata: { component: { name: string } }; components: Component[] };
type Entry = { name?: string; version: string; dev?: boolean; integrity: string };

const readJson = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;
const { dependencies } = readJson<{ dependencies: Record<string, string> }>('package.json');
const { packages } = readJson<{ packages: Record<string, Entry> }>('package-lock.json');
const locked = Object.entries(packages).filter(([path]) => path !== '');
/** An alias has the name of what it stands for. */
const nameOf = (path: string, { name = path.split('node_modules/').at(-1), version }: Entry) => `${name}@${version}`;

/** Nobody listens there: whoever asks a registry fails. */
const offline = { ...process.env, npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0' };

describe('the bill of materials', () => {
  let bill: Bill;
  let listed: Set<string>;

  beforeAll(() => {
    bill = JSON.parse(execFileSync(process.execPath, ['scripts/sbom.ts'], { env: offline, encoding: 'utf8' })) as Bill;
    listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  }, 60_000);

  it('is one of the product, in CycloneDX', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'storewright' } } });
  });

  it('lists every direct dependency of production', () => {
    const missing = Object.entries(dependencies).filter(([name, version]) => !listed.has(`${name}@${version}`));
    expect(missing).toEqual([]);
  });

  it('lists what production gets of the lock file, and nothing else', () => {
    const production = locked.filter(([, { dev }]) => dev !== true).map(([path, entry]) => nameOf(path, entry));
    expect([...listed].toSorted()).toEqual([...new Set(production)].toSorted());
  });

  it('gives each component a name that scanners know, and the hash of its file', () => {
    const hashes = new Set(
      locked.map(([, { integrity }]) => Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')),
    );
    const wrong = bill.components.filter(
      ({ purl, hashes: own }) =>
        !purl.startsWith('pkg:npm/') || !own?.some(({ alg, content }) => alg === 'SHA-512' && hashes.has(content)),
    );
    expect(wrong).toEqual([]);
  });
});

import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const dockerfile = readFileSync('Dockerfile', 'utf8').replaceAll(/\\\n\s*/g, '');
const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

describe('the context of the platform image', () => {
  const [nothing, ...rules] = linesOf('.dockerignore');
  const admitted = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));

  it('is nothing but what is named, and each of it is there', () => {
    expect(nothing).toBe('*');
    expect(admitted.filter((path) => globSync(path).length === 0)).toEqual([]);
  });

  it('has none of the state, the history, the tests and the chart of the rights', () => {
    const kept = ['.data', '.git', '.env', '.next', 'node_modules', 'tests', 'images', 'docs', 'helm/platform'];
    const whole = ['helm', 'scripts'];
    const inside = (path: string) => kept.some((one) => path === one || path.startsWith(`${one}/`));
    expect(admitted.filter((path) => whole.includes(path) || inside(path))).toEqual([]);
  });
});

describe('the platform image', () => {
  it('is one layer, so that what was removed is in none', () => {
    expect(last).toMatch(/^\nFROM scratch\n/);
    const copies = [...last.matchAll(/^COPY (.+)$/gm)].map(([, what]) => what);
    expect(copies).toEqual(['--from=runtime / /']);
    expect(last).not.toMatch(/^(RUN|ADD|VOLUME)/m);
  });

  it('runs as a number that is not root, and serves unless it is told to migrate', () => {
    expect(last).toContain('\nUSER 10001:10001\n');
    expect(last).toContain('\nENTRYPOINT ["node", "/app/scripts/image/entrypoint.ts"]\nCMD ["serve"]\n');
  });

  it('ends in its own order, and keeps an idle connection for longer than an ingress controller does', () => {
    expect(last).toMatch(/ NEXT_MANUAL_SIG_HANDLE=true /);
    expect(Number(/ KEEP_ALIVE_TIMEOUT=(\d+) /.exec(last)?.[1])).toBeGreaterThan(90_000);
  });

  it('has its code compiled where it looks for that, and as the user who looks', () => {
    const places = [...dockerfile.matchAll(/\bNODE_COMPILE_CACHE=(\S+)/g)].map(([, place]) => place);
    expect(places).toEqual(['/app/compile-cache', '/app/compile-cache']);
    expect(dockerfile).toContain('\nUSER 10001:10001\nRUN node scripts/image/warm.ts\n');
  });

  it('lets no package run anything at its installation', () => {
    expect([...dockerfile.matchAll(/npm (?:ci|install)\b(.*)/g)].map(([, how]) => how)).toEqual([
      ' --ignore-scripts --no-audit --no-fund',
    ]);
  });
});

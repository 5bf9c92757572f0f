import { globSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** DESIGN §2: imports point down. A layer may import from its own row and from those below. */
const LAYERS = [
  ['app'],
  [
    'server/start',
    'server/background',
    'server/response-headers',
    'server/trpc',
    'server/workflows',
    'server/health',
    'server/gauges',
    'server/own-rights',
  ],
  ['server/auth'],
  ['server/stores'],
  ['server/adapters'],
  ['server/kubernetes', 'server/helm', 'server/ingress', 'server/email', 'server/metrics', 'server/tracing'],
  [
    'server/body',
    'server/caller',
    'server/db',
    'server/database',
    'server/env',
    'server/environment',
    'server/log',
    'server/errors',
    'server/lifecycle',
    'server/open-requests',
    'server/page-policy',
    'server/rate-limit',
    'server/singleton',
    'server/warnings',
    'server/generated',
  ],
] as const;

/** Layers of one row that know nothing of each other, although neither is above the other. */
const APART: ReadonlyArray<readonly [string, string]> = [
  ['server/trpc', 'server/workflows'],
  ['server/workflows', 'server/trpc'],
  ['server/kubernetes', 'server/helm'],
  ['server/helm', 'server/kubernetes'],
  ['server/email', 'server/kubernetes'],
  ['server/email', 'server/helm'],
];

/** Packages that only one folder may import. */
const OWNED = {
  '@kubernetes/client-node': 'server/kubernetes/',
  execa: 'server/helm/',
  '@opentelemetry/exporter-trace-otlp-http': 'server/tracing/exporter.ts',
  '@opentelemetry/sdk-trace-base': 'server/tracing/exporter.ts',
} as const;

/** The files of `server/stores` that a client component may import beside types: pure, and free of Node. */
const FOR_BROWSERS = [
  'actor',
  'audit',
  'status',
  'status-label',
  'steps',
  'operation',
  'name-rules',
  'view',
  'log-end',
].map((name) => `server/stores/${name}.ts`);

const files = globSync(['app/**/*.{ts,tsx}', 'server/**/*.ts'], { exclude: ['server/generated/**'] }).filter(
  (file) => !/\.test\.tsx?$/.test(file),
);

type Import = { from: string; to: string; typeOnly: boolean };

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const found = source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gms);
  return [...found].map(([, type, to = '']) => ({
    from: file,
    to: resolveImport(file, to),
    typeOnly: type !== undefined,
  }));
}

function resolveImport(from: string, to: string): string {
  if (to.startsWith('#')) return to.slice(1);
  return to.startsWith('.') ? relative('.', resolve(dirname(from), to)) : to;
}

const layerOf = (path: string) =>
  LAYERS.findIndex((row) => row.some((name) => path === `${name}.ts` || path.startsWith(`${name}/`)));
const nameOf = (path: string) => LAYERS.flat().find((name) => path === `${name}.ts` || path.startsWith(`${name}/`));
const imports = files.flatMap(importsOf);
const say = ({ from, to }: Import) => `${from} imports ${to}`;

describe('the layers', () => {
  it('place every file of the server', () => {
    expect(files.filter((file) => layerOf(file) < 0)).toEqual([]);
  });

  it('import only downwards', () => {
    const upwards = imports.filter(({ from, to }) => layerOf(to) >= 0 && layerOf(to) < layerOf(from));
    expect(upwards.map(say)).toEqual([]);
  });

  it('keep apart what meets only in the layer below', () => {
    const across = imports.filter(({ from, to }) => APART.some(([a, b]) => nameOf(from) === a && nameOf(to) === b));
    expect(across.map(say)).toEqual([]);
  });

  it('leave each foreign program to one folder', () => {
    const stray = imports.filter(({ from, to }) => {
      const owner = Object.entries(OWNED).find(([name]) => to === name)?.[1];
      return owner !== undefined && !from.startsWith(owner);
    });
    expect(stray.map(say)).toEqual([]);
  });

  it('load what sends traces only where it was asked for', () => {
    expect(imports.filter(({ to, typeOnly }) => to === 'server/tracing/exporter.ts' && !typeOnly)).toEqual([]);
  });

  it('give a client component only types and the pure files of stores', () => {
    const clients = new Set(files.filter((file) => /^['"]use client['"]/.test(readFileSync(file, 'utf8'))));
    const stray = imports.filter(
      ({ from, to, typeOnly }) =>
        clients.has(from) && to.startsWith('server/') && !typeOnly && !FOR_BROWSERS.includes(to),
    );
    expect(stray.map(say)).toEqual([]);
  });
});

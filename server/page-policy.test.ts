import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TOAST_STYLE_HASHES } from './page-policy.ts';

it('lets in the one style element of the toasts, as this version of sonner has it', () => {
  const source = readFileSync(new URL(import.meta.resolve('sonner')), 'utf8');
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(source)?.[1] ?? '""';
  const hashes = ['', String(JSON.parse(literal))].map((text) => createHash('sha256').update(text).digest('base64'));
  expect(TOAST_STYLE_HASHES).toEqual(hashes.map((hash) => `sha256-${hash}`));
});

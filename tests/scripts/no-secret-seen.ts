import { expect } from 'vitest';
import type { Call, Ending } from './machine.ts';

/** As many as the chart wants (helm/platform, `platform-secrets`). */
const KEYS = 9;

/** The values of the Secret that a set-up script made stand on that one stdin, and in nothing else that it called or printed. */
export function expectNoSecretSeen({ stdout, stderr }: Ending, calls: readonly Call[]): void {
  const makesSecret = ({ words }: Call) => words.startsWith('kubectl create secret');
  const lines = calls.find(makesSecret)?.stdin.trim().split('\n') ?? [];
  const secrets = lines.map((line) => line.replace(/^[^=]*=/, ''));
  expect(secrets).toHaveLength(KEYS);
  const seen = [
    ...calls.flatMap(({ words, environment }) => [words, environment]),
    ...calls.filter((call) => !makesSecret(call)).map(({ stdin }) => stdin),
    stdout,
    stderr,
  ].join('\n');
  for (const secret of secrets) expect(seen).not.toContain(secret);
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivate } from './private-file.ts';

const names = [
  'postgresPassword',
  'ownerPassword',
  'appPassword',
  'inngestPassword',
  'sessionSecret',
  'signingKey',
  'eventKey',
] as const;

export type Secrets = Record<(typeof names)[number], string>;

/** The secrets of an instance: random, made once, kept in one file that only its owner can read. */
export function ensureSecrets(dir: string): Secrets {
  const path = join(dir, 'secrets.json');
  const kept = JSON.parse(readIfThere(path) ?? '{}') as Partial<Secrets>;
  // Hexadecimal, because Inngest takes a signing key only as an even number of hex digits; safe in a URL as well.
  const secrets = Object.fromEntries(names.map((name) => [name, kept[name] ?? randomBytes(24).toString('hex')]));
  if (names.some((name) => kept[name] === undefined)) writePrivate(path, JSON.stringify(secrets, null, 2));
  return secrets as Secrets;
}

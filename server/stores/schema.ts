import { z } from 'zod';
import { STORE_SORTS } from './sort.ts';
import { STORE_STATUSES } from './status.ts';

// This file runs in browsers too: zod would try `eval` there, which the policy of every page refuses.
z.config({ jitless: true });

// prettier-ignore
/** Names that would shadow the platform's own hosts, mislead a shop's customers, or that YAML takes for something else. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'abuse', 'account', 'accounts', 'admin', 'administrator', 'api', 'app', 'assets', 'auth', 'autoconfig', 'autodiscover',
  'billing', 'blog', 'cdn', 'console', 'dashboard', 'default', 'dev', 'dns', 'docs', 'false', 'ftp', 'health', 'help', 'host',
  'hostmaster', 'imap', 'inngest', 'internal', 'kube-system', 'localhost', 'login', 'mail', 'metrics', 'ns1', 'ns2',
  'null', 'off', 'platform', 'pop', 'postmaster', 'root', 'security', 'sign-in', 'signin', 'smtp', 'staging', 'static', 'status', 'store',
  'stores', 'storewright', 'support', 'system', 'test', 'true', 'webmail', 'webmaster', 'www', 'yes',
]);

export const NAME_MIN = 3;
export const NAME_MAX = 40;

/** One rule a line, so that form and server say which one broke. The order is that in which a person should mend them. */
export const NAME_RULES: ReadonlyArray<{ id: string; text: string; holds: (name: string) => boolean }> = [
  {
    id: 'length',
    text: `${NAME_MIN} to ${NAME_MAX} characters`,
    holds: (n) => n.length >= NAME_MIN && n.length <= NAME_MAX,
  },
  {
    id: 'characters',
    text: 'Only lower-case letters, digits and hyphens',
    holds: (n) => /^[a-z0-9-]*$/.test(n) && !n.includes('\n'),
  },
  { id: 'start', text: 'Start with a letter', holds: (n) => /^[a-z]/.test(n) },
  { id: 'end', text: 'End with a letter or digit', holds: (n) => /[a-z0-9]$/.test(n) && !n.endsWith('\n') },
  { id: 'hyphens', text: 'No two hyphens in a row', holds: (n) => !n.includes('--') },
  { id: 'reserved', text: 'Use no reserved name', holds: (n) => !RESERVED_NAMES.has(n) },
];

/** A store's name: it becomes a DNS label, so the rule is stricter than DNS (DESIGN §4). */
export const storeName = z
  .string({ error: 'Give the store a name.' })
  .max(1000, `The name is far too long: ${NAME_MIN} to ${NAME_MAX} characters.`)
  .superRefine((name, context) => {
    for (const rule of NAME_RULES) {
      if (!rule.holds(name)) context.addIssue({ code: 'custom', message: `${rule.text}.`, params: { rule: rule.id } });
    }
  });

export const storeId = z.string().regex(/^[a-z][a-z0-9]{9}$/, 'That is not the id of a store.');

/** Chosen by the client, so that a repeated request is recognised: 8 to 100 printable ASCII characters. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{8,100}$/, 'An idempotency key has 8 to 100 visible ASCII characters.');

export function createStoreInput(types: readonly [string, ...string[]]) {
  return z.strictObject({
    name: storeName,
    type: z.enum(types, { error: `Choose a store type: ${types.join(' or ')}.` }),
    idempotencyKey: idempotencyKey.optional(),
  });
}

export const PAGE_SIZE_MAX = 100;

export function listStoresInput(types: readonly [string, ...string[]]) {
  return z.strictObject({
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
    status: z.enum(STORE_STATUSES).optional(),
    type: z.enum(types).optional(),
    /** Newest first unless told otherwise. */
    sort: z.enum(STORE_SORTS).optional(),
    // PostgreSQL takes no NUL; other characters that no name has just find nothing.
    name: z
      .string()
      .max(NAME_MAX)
      .regex(/^\P{Cc}*$/u, 'Search for letters, digits and hyphens.')
      .optional(),
  });
}

export const storeRef = z.strictObject({ id: storeId });

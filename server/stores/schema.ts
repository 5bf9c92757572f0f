import { z } from 'zod';
import { NAME_MAX, NAME_MIN, NAME_RULES } from './name-rules.ts';
import { STORE_SORTS } from './sort.ts';
import { STORE_STATUSES } from './status.ts';

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

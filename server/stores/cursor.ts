import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { STORE_ID } from './naming.ts';
import { NAME_MAX } from './name-rules.ts';
import type { SortKey } from './sort.ts';

/** A store is no older than the platform; and PostgreSQL has no year 0, which a forged cursor may name. */
const moment = z.iso.datetime().refine((text) => text > '2000');
const id = z.string().regex(STORE_ID);
/** No moment is a name, nor the other way round: a cursor of one order leads nowhere in another that goes by something else. */
const POSITIONS = {
  createdAt: z.tuple([moment.transform((text) => new Date(text)), id]),
  name: z.tuple([
    z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .max(NAME_MAX),
    id,
  ]),
} as const satisfies Record<SortKey, z.ZodType>;

/** Where a page of stores that are ordered by `key` ended, as an opaque string. */
export function encodeCursor(store: { createdAt: Date; name: string; id: string }, key: SortKey): string {
  return Buffer.from(JSON.stringify([store[key], store.id])).toString('base64url');
}

export function decodeCursor(cursor: string, key: SortKey): { value: Date | string; id: string } {
  try {
    const [value, id] = POSITIONS[key].parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { value, id };
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'That page does not exist. Start again from the first page.', { cause });
  }
}

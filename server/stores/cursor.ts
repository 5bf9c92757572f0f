import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { STORE_ID } from './naming.ts';

/** A store is no older than the platform; and PostgreSQL has no year 0, which a forged cursor may name. */
const moment = z.iso.datetime().refine((text) => text > '2000');
const position = z.tuple([moment, z.string().regex(STORE_ID)]);

/** Where a page of stores ended, as an opaque string. */
export function encodeCursor({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

export function decodeCursor(cursor: string): { createdAt: Date; id: string } {
  try {
    const [createdAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt: new Date(createdAt), id };
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'That page does not exist. Start again from the first page.', { cause });
  }
}

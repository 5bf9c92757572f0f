import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { STORE_ID } from './naming.ts';

const position = z.tuple([z.iso.datetime(), z.string().regex(STORE_ID)]);

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

import { db, isSerializationFailure } from '#server/db.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';

export type Transaction = Prisma.TransactionClient;

/** A deadlock's loser has changed nothing, and the winner is done in milliseconds. */
const TRIES = 3;

/** Runs `work` in one transaction, and again from its beginning when another transaction was in its way. */
export async function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await db().$transaction(work);
    } catch (error) {
      if (tried === TRIES || !isSerializationFailure(error)) throw error;
    }
  }
}

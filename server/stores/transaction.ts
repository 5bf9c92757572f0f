import { DatabaseBusyError } from '#server/database/errors.ts';
import { db, isSerializationFailure } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { singleton } from '#server/singleton.ts';

export type Transaction = Prisma.TransactionClient;

/** A deadlock's loser has changed nothing, and the winner is done in milliseconds. */
const TRIES = 3;
/** Of one person in one process, the one that runs among them: more than any tool has under way at once. */
const COMMANDS_MAX = 100;
/** More than a hundred creations took beside other work on two cores; who waits longer is hardly there any more. */
const WAIT_MS = 30_000;

type Line = { last: Promise<unknown>; length: number };

const lines = singleton('command-lines', () => new Map<string, Line>());

/**
 * Runs a command of a person in one transaction, and again from its beginning when another transaction was in its way. In this process
 * it begins when the person's command before has ended: they would wait for each other in the database anyway (`lockPerson`), each
 * with a connection that nobody else has then. A command must not call another of the same person: that would wait for itself.
 * @throws RATE_LIMITED at once when 100 of the person's commands are under way, DatabaseBusyError after 30 s in the line
 */
export async function inTransaction<T>(personId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const line = lines().get(personId) ?? { last: Promise.resolve(), length: 0 };
  if (line.length >= COMMANDS_MAX) throw tooMuchAtOnce();
  lines().set(personId, line);
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const before = line.last;
  line.length++;
  // Whoever gave up has no say in when the one before it has ended.
  line.last = before.then(() => over);
  try {
    await itsTurn(before);
    return await inItsTries(work);
  } finally {
    resolve();
    line.length--;
    if (line.length === 0) lines().delete(personId);
  }
}

async function itsTurn(before: Promise<unknown>): Promise<void> {
  const tooLong = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLong.reject(new DatabaseBusyError()), WAIT_MS);
  try {
    await Promise.race([before, tooLong.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function inItsTries<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await db().$transaction(work);
    } catch (error) {
      if (tried === TRIES || !isSerializationFailure(error)) throw error;
    }
  }
}

function tooMuchAtOnce(): AppError {
  metrics().rateLimited.inc({ bucket: 'commands' });
  const message = `${COMMANDS_MAX} of your commands are under way already. Send fewer at once.`;
  return new AppError('RATE_LIMITED', message, { retryAfterSeconds: 1 });
}

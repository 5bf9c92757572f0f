import { db, isDatabaseUnavailable, isSerializationFailure } from '#server/db.ts';
import { AppError } from '#server/errors.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { singleton } from '#server/singleton.ts';

export type Transaction = Prisma.TransactionClient;

/** A deadlock's loser has changed nothing, and the winner is done in milliseconds. */
const TRIES = 3;
/** Of one person in one process: more than any tool has under way at once. */
const COMMANDS_WAITING_MAX = 200;

type Line = { last: Promise<unknown>; waiting: number };

const lines = singleton('command-lines', () => new Map<string, Line>());

/**
 * Runs a command of a person in one transaction, and again from its beginning when another transaction was in its way. In this process
 * it begins when the person's command before has ended: they would wait for each other in the database anyway (`lockPerson`), each
 * with a connection that nobody else has then. What could not be asked of the database fails for all who wait behind it.
 * @throws RATE_LIMITED at once when 200 of the person's commands wait
 */
export async function inTransaction<T>(personId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const line = lines().get(personId) ?? { last: Promise.resolve(), waiting: 0 };
  if (line.waiting >= COMMANDS_WAITING_MAX) throw tooMuchAtOnce();
  lines().set(personId, line);
  line.waiting++;
  const own = after(line.last, () => inItsTries(work));
  line.last = own;
  try {
    return await own;
  } finally {
    line.waiting--;
    if (line.waiting === 0) lines().delete(personId);
  }
}

async function after<T>(before: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  try {
    await before;
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
  }
  return work();
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
  const message = `${COMMANDS_WAITING_MAX} of your commands wait already. Send fewer at once.`;
  return new AppError('RATE_LIMITED', message, { retryAfterSeconds: 1 });
}

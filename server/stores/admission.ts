import { createHash } from 'node:crypto';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { metrics } from '#server/metrics/metrics.ts';
import { takeTurn } from '#server/rate-limit.ts';
import type { Transaction } from './transaction.ts';

/** What a person may do so often a minute: the setting that says how often, and the word for it. */
const RATES = {
  create: { setting: 'RATE_LIMIT_PER_MINUTE', things: 'stores' },
  check: { setting: 'RATE_LIMIT_PER_MINUTE', things: 'order checks' },
  reveal: { setting: 'REVEAL_RATE_LIMIT_PER_MINUTE', things: 'reveals of credentials' },
} as const;

/** Key of the advisory lock under which the platform's stores are counted; any number that nothing else uses. */
const PLATFORM_LIMIT_LOCK = 5_707_001;

/** The same for the same input, whatever the order of its fields. */
export function hashRequest(input: Record<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(input).toSorted()))
    .digest('hex');
}

/** Makes the commands of one person wait for each other until the transaction ends, so that counting and creating are one. */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`select 1 from users where id = ${userId}::uuid for update`;
}

/** The store that an earlier request with this key created, or null. Another input under the same key is refused. */
export async function findFirstAnswer(
  tx: Transaction,
  { userId, key, hash }: { userId: string; key: string; hash: string },
): Promise<{ storeId: string } | null> {
  const earlier = await tx.operation.findFirst({ where: { requestedById: userId, idempotencyKey: key } });
  if (!earlier) return null;
  if (earlier.requestHash !== hash) {
    throw new AppError(
      'IDEMPOTENCY_KEY_REUSED',
      'This idempotency key was used for another request. Send the same request again, or use a new key.',
    );
  }
  return { storeId: earlier.storeId };
}

/** Counts what the person does, by the transaction's end; RATE_LIMITED when it was enough in the last 60 s. */
export async function checkRate(tx: Transaction, userId: string, action: keyof typeof RATES): Promise<void> {
  const { setting, things } = RATES[action];
  const limit = env()[setting];
  const retryAfterSeconds = await takeTurn(tx, `${action} ${userId}`, limit);
  if (retryAfterSeconds === 0) return;
  metrics().rateLimited.inc({ bucket: action });
  const message = `That is more than ${limit} ${things} a minute. Try again in ${retryAfterSeconds} s.`;
  throw new AppError('RATE_LIMITED', message, { retryAfterSeconds });
}

/**
 * What an administrator allowed the person, else MAX_STORES_PER_USER; and MAX_STORES: both exact under races: the person is locked, the
 * platform's count by an advisory lock. Stores are counted by the table of counts: a row for each person and status, however many stores there are.
 */
export async function checkLimits(tx: Transaction, userId: string): Promise<void> {
  const { MAX_STORES_PER_USER, MAX_STORES: total } = env();
  const [person] = await tx.$queryRaw<{ perUser: number; stores: number }[]>`
    select coalesce(max_stores, ${MAX_STORES_PER_USER}::int) as "perUser",
      (select coalesce(sum(count), 0)::int from store_counts where owner_id = users.id) as stores
    from users where id = ${userId}::uuid`;
  if (!person) throw new Error(`There is no person ${userId} to create a store for.`);
  const { perUser, stores } = person;
  if (stores >= perUser) {
    throw new AppError(
      'STORE_LIMIT_REACHED',
      `You may have ${perUser} ${perUser === 1 ? 'store' : 'stores'}, and not more. Delete one, or ask an administrator for room.`,
    );
  }
  await tx.$queryRaw`select pg_advisory_xact_lock(${PLATFORM_LIMIT_LOCK}::bigint)::text`;
  const [all] = await tx.$queryRaw<{ stores: number }[]>`
    select coalesce(sum(count), 0)::int as stores from store_counts`;
  if ((all?.stores ?? 0) >= total) {
    throw new AppError(
      'PLATFORM_FULL',
      'The platform is full at the moment. Ask its administrator, or try again later.',
    );
  }
}

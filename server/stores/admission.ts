import { createHash } from 'node:crypto';
import { env } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import type { Prisma } from '#server/generated/prisma/client.ts';

type Transaction = Prisma.TransactionClient;

const RATE_WINDOW_MS = 60_000;
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

/** RATE_LIMIT_PER_MINUTE creations a person, counted over the last 60 s by what the audit log says; a retry is none. */
export async function checkRate(tx: Transaction, userId: string): Promise<void> {
  const recent = await tx.auditEntry.findMany({
    where: { actorId: userId, action: 'store.create', at: { gt: new Date(Date.now() - RATE_WINDOW_MS) } },
    orderBy: { at: 'asc' },
    select: { at: true },
  });
  const limit = env().RATE_LIMIT_PER_MINUTE;
  const oldest = recent.at(-limit);
  if (!oldest) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((oldest.at.getTime() + RATE_WINDOW_MS - Date.now()) / 1000));
  throw new AppError(
    'RATE_LIMITED',
    `That is more than ${limit} stores a minute. Try again in ${retryAfterSeconds} s.`,
    {
      retryAfterSeconds,
    },
  );
}

/** MAX_STORES_PER_USER and MAX_STORES, both exact under races: the person is locked, the platform's count by an advisory lock. */
export async function checkLimits(tx: Transaction, userId: string): Promise<void> {
  const { MAX_STORES_PER_USER: perUser, MAX_STORES: total } = env();
  if ((await tx.store.count({ where: { ownerId: userId } })) >= perUser) {
    throw new AppError(
      'STORE_LIMIT_REACHED',
      `You have ${perUser} stores, which is the limit. Delete one to make room.`,
    );
  }
  await tx.$queryRaw`select pg_advisory_xact_lock(${PLATFORM_LIMIT_LOCK}::bigint)::text`;
  if ((await tx.store.count()) >= total) {
    throw new AppError(
      'PLATFORM_FULL',
      'The platform is full at the moment. Ask its administrator, or try again later.',
    );
  }
}

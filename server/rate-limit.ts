import type { Prisma } from './generated/prisma/client.ts';

const WINDOW_SECONDS = 60;

/**
 * Counts a use of `bucket`, unless there were `limit` of them in the last 60 s. Exact whoever asks at once, in whichever
 * process: the bucket's row is locked, and all times are the database's. In a transaction the use counts when that commits.
 * @returns 0 for a use that was counted, else after how many seconds there is room for one
 */
export async function takeTurn(tx: Prisma.TransactionClient, bucket: string, limit: number): Promise<number> {
  const counted = await tx.$executeRaw`
    insert into rate_limits as r (bucket, uses) values (${bucket}, array[clock_timestamp()])
    on conflict (bucket) do update
      set uses = r.uses[cardinality(r.uses) - ${limit}::int + 2 :] || clock_timestamp()
      where coalesce(r.uses[cardinality(r.uses) - ${limit}::int + 1] <= clock_timestamp() - ${WINDOW_SECONDS} * interval '1 second', true)`;
  if (counted > 0) return 0;
  const [full] = await tx.$queryRaw<{ seconds: number }[]>`
    select ceil(extract(epoch from uses[cardinality(uses) - ${limit}::int + 1] - clock_timestamp()) + ${WINDOW_SECONDS})::int as seconds
    from rate_limits where bucket = ${bucket}`;
  return Math.max(1, full?.seconds ?? 1);
}

/** Removes the buckets that no use of the last 60 s keeps. */
export async function removeIdleBuckets(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`
    delete from rate_limits where uses[cardinality(uses)] < clock_timestamp() - ${WINDOW_SECONDS} * interval '1 second'`;
}

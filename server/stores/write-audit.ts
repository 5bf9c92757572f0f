import type { Prisma } from '#server/generated/prisma/client.ts';
import { metrics } from '#server/metrics/metrics.ts';

/** Writes a line of the audit log, in the transaction of what it tells of: without the one there is not the other. */
export async function writeAudit(
  tx: Pick<Prisma.TransactionClient, 'auditEntry'>,
  entry: Prisma.AuditEntryUncheckedCreateInput,
): Promise<void> {
  try {
    await tx.auditEntry.create({ data: entry });
  } catch (error) {
    metrics().auditWriteFailures.inc();
    throw error;
  }
}

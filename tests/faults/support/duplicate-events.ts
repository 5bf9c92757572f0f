import { randomUUID } from 'node:crypto';
import type { World } from './world.ts';

/**
 * Sends as many events of other ids for the newest operation of the store, all at once, at Inngest's own door. Throws when it
 * does not take them.
 */
export async function sendDuplicates(world: World, storeId: string, count: number): Promise<void> {
  const { rows } = await world.database.pool.query<{ id: string; owner: string; kind: string }>(
    `select id, requested_by_id as owner, kind::text from operations where store_id = $1 order by created_at desc limit 1`,
    [storeId],
  );
  const [operation] = rows;
  const data = { operationId: operation?.id, ownerId: operation?.owner, kind: operation?.kind };
  const events = Array.from({ length: count }, () => ({ id: randomUUID(), name: 'store/operation.requested', data }));
  const answer = await fetch(`${world.env.INNGEST_BASE_URL}/e/${world.env.INNGEST_EVENT_KEY}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  if (!answer.ok)
    throw new Error(`Inngest answered ${answer.status} to ${count} duplicate events of store ${storeId}.`);
}

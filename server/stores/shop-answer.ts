import { backgroundDb, db } from '#server/db.ts';
import { env } from '#server/env.ts';
import { askShop } from '#server/ingress/answer.ts';
import { storeAddress } from './address.ts';
import { getStore } from './repository.ts';
import type { ShopAnswerView } from './view.ts';

/** How often each READY shop is asked whether somebody looks or not. */
const ASKED_EVERY_SECONDS = 300;
/** However many people look at a store, its shop is asked at most this often. */
const FRESH_SECONDS = 30;
/** Shops that are asked at once: with three statements for so many, a thousand take 30 a minute. */
const AT_ONCE = 20;

type Due = { id: string; host: string };

/**
 * Whether the owner's shop answers at its address now; asked again unless that was done in the last 30 s. Null where nobody can
 * answer: before READY, and on simulated nodes. Changes no status.
 */
export async function findShopAnswer(ownerId: string, id: string, signal: AbortSignal): Promise<ShopAnswerView | null> {
  const store = await getStore(ownerId, id);
  if (store.status !== 'ready' || env().IS_SIMULATED) return null;
  const due = await claim([id], FRESH_SECONDS);
  if (due.length > 0) await ask(due, signal);
  const row = await db().shopAnswer.findUnique({ where: { storeId: id } });
  if (!row || row.answers === null) return null;
  return { answers: row.answers, reason: row.reason, since: row.since, askedAt: row.askedAt };
}

/** Asks every READY shop that was not asked for five minutes, and forgets those of stores that are gone. */
export async function askDueShops(signal: AbortSignal): Promise<void> {
  await backgroundDb().$executeRaw`
    delete from shop_answers a where not exists (select from stores t where t.id = a.store_id)`;
  if (env().IS_SIMULATED) return;
  for (;;) {
    const due = await claim(await listDue(), ASKED_EVERY_SECONDS);
    if (due.length === 0) return;
    await ask(due, signal);
  }
}

async function listDue(): Promise<string[]> {
  const rows = await backgroundDb().$queryRaw<{ id: string }[]>`
    select t.id from stores t left join shop_answers a on a.store_id = t.id
    where t.status = 'ready' and (a.asked_at is null or a.asked_at < now() - make_interval(secs => ${ASKED_EVERY_SECONDS}))
    order by a.asked_at nulls first limit ${AT_ONCE}`;
  return rows.map(({ id }) => id);
}

/** Of these stores those that nobody, in any process, has asked within `seconds`; from now on they are asked. */
async function claim(ids: string[], seconds: number): Promise<Due[]> {
  return backgroundDb().$queryRaw<Due[]>`
    with claimed as (
      insert into shop_answers as a (store_id) select id from stores where id = any(${ids}::bpchar[])
      on conflict (store_id) do update set asked_at = now() where a.asked_at < now() - make_interval(secs => ${seconds})
      returning a.store_id
    )
    select t.id, t.host from stores t join claimed c on c.store_id = t.id`;
}

/** Asks these shops side by side and writes all answers in one statement, since a thousand shops would be as many. */
async function ask(due: readonly Due[], signal: AbortSignal): Promise<void> {
  const { INGRESS_ADDRESS } = env();
  const via = INGRESS_ADDRESS ? new URL(INGRESS_ADDRESS) : undefined;
  const asking = due.map(async ({ id, host }) => {
    const answer = await askShop(new URL(storeAddress(host)), via, signal);
    return { id, answers: answer.answers, reason: answer.answers ? null : answer.reason };
  });
  await backgroundDb().$executeRaw`
    update shop_answers a set answers = n.answers, reason = n.reason, asked_at = now(),
      since = case when a.answers is distinct from n.answers then now() else a.since end
    from jsonb_to_recordset(${JSON.stringify(await Promise.all(asking))}::jsonb) as n(id text, answers boolean, reason text)
    where a.store_id = n.id`;
}

import { db } from '#server/db.ts';
import { singleton } from '#server/singleton.ts';
import type { OperationKind } from './operation.ts';
import type { ProvisionStep } from './steps.ts';

/** What work of one kind took here, as a rule: medians over the newest first tries that succeeded. */
export type TypicalTime = {
  type: string;
  kind: OperationKind;
  /** From the request to READY, or to the end of a deletion, in milliseconds. */
  totalMs: number;
  /** Of each step, in milliseconds. */
  stepsMs: Record<string, number>;
  /** How many operations were measured; at most 50. */
  samples: number;
};

/** Of each type and kind: enough that one slow pull of an image moves no median, few enough that the numbers are of this month. */
const SAMPLES_MOST = 50;
/** Every open page asks; what is typical does not change within a minute. */
const KNOWN_MS = 60_000;
/** READY comes with this step; the mail after it is nobody's wait. */
const READY_STEP = 'place-test-order' satisfies ProvisionStep;

type Known = { at: number; times: Promise<TypicalTime[]> };

const latest = singleton('typical-times', (): { known: Known | null } => ({ known: null }));

/** What is typical here; at most a minute old. */
export function typicalTimes(): Promise<TypicalTime[]> {
  const { known } = latest();
  if (known && Date.now() - known.at < KNOWN_MS) return known.times;
  const times = measureTypicalTimes();
  latest().known = { at: Date.now(), times };
  times.catch(() => {
    latest().known = null;
  });
  return times;
}

/** The same, measured now. A retry is left out: what the first try built, it need not build. */
export async function measureTypicalTimes(): Promise<TypicalTime[]> {
  return db().$queryRaw<TypicalTime[]>`
    with measured as (
      select o.id, o.store_type, o.kind, o.created_at, coalesce(s.finished_at, o.finished_at) as finished_at,
        row_number() over (partition by o.store_type, o.kind order by o.finished_at desc) as newest
      from operations o left join steps s on s.operation_id = o.id and s.name = ${READY_STEP} and s.status = 'succeeded'
      where o.status = 'succeeded' and not exists (
        select from operations e where e.store_id = o.store_id and e.kind = o.kind and e.created_at < o.created_at
      )
    ), recent as (
      select * from measured where newest <= ${SAMPLES_MOST}
    ), of_steps as (
      select r.store_type, r.kind, s.name,
        percentile_cont(0.5) within group (order by extract(epoch from s.finished_at - s.started_at)::float8) * 1000 as ms
      from recent r join steps s on s.operation_id = r.id and s.status = 'succeeded' group by 1, 2, 3
    )
    select r.store_type as type, r.kind::text as kind, count(*)::int as samples,
      percentile_cont(0.5) within group (order by extract(epoch from r.finished_at - r.created_at)::float8) * 1000 as "totalMs",
      (select jsonb_object_agg(s.name, s.ms) from of_steps s where s.store_type = r.store_type and s.kind = r.kind) as "stepsMs"
    from recent r group by r.store_type, r.kind`;
}

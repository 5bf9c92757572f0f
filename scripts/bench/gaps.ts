import type { Bench } from './bench.ts';
import type { Measurement } from './measurement.ts';

type Times = { gaps: number; run: number };

/** In milliseconds, by the database's clock: between the end of a step and the beginning of the next, and from first to last. */
const TIMES = `
  select sum(extract(epoch from started_at - before)) * 1000 as gaps,
    extract(epoch from max(finished_at) - min(started_at)) * 1000 as run
  from (select *, lag(finished_at) over (order by position) as before from steps
    where operation_id = (select operation_id from stores where id = $1)) s`;

async function timesOfOne({ ours, rows, database }: Bench): Promise<Times> {
  const id = await ours.create();
  await rows.settled(id);
  const [times] = (await database.query<Record<keyof Times, string>>(TIMES, [id])).rows;
  return { gaps: Number(times?.gaps), run: Number(times?.run) };
}

/** What durable steps cost: while one is over and the next has not begun, nobody works for the store. */
export const gaps: Measurement = {
  title: 'sum of the gaps between the steps of a provisioning, pods ready at once',
  against: 'the run time of another one, gaps and all',
  unit: 'ms',
  pairs: 10,
  goal: { of: 'ours', atMost: 150 },
  ours: async (bench) => (await timesOfOne(bench)).gaps,
  bare: async (bench) => (await timesOfOne(bench)).run,
};

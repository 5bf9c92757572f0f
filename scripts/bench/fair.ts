import { randomUUID } from 'node:crypto';
import type { Bench } from './bench.ts';
import { secondsOf, type Measurement } from './measurement.ts';

/** A person who has nothing under way. */
const somebody = async (bench: Bench) => bench.as(await bench.person(`fair-${randomUUID()}`));

/** Whether a person with one store has to wait for another with many. */
export const fair: Measurement = {
  title: 'store.create to READY, pods ready 10 s after their start, while somebody else waits for {size} stores',
  against: 'the same alone',
  unit: 's',
  pairs: 3,
  size: 50,
  goal: { of: 'ratio', atMost: 1.3 },
  async ours(bench, size) {
    const [modest, greedy] = [await somebody(bench), await somebody(bench)];
    const queued = await Promise.all(Array.from({ length: size }, () => greedy.ask({ pace: 'slow' })));
    const seconds = await secondsOf(() => modest.create({ pace: 'slow' }));
    await Promise.all(queued.map((id) => bench.rows.ready(id)));
    return seconds;
  },
  async bare(bench) {
    const alone = await somebody(bench);
    return secondsOf(() => alone.create({ pace: 'slow' }));
  },
};

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Setting, startSetting } from './setting.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

const users = ['ada', 'ada', 'ada', 'ben', 'ben', 'cyd', 'dot', 'eve'];

test('no more runs at once than the function and each key allow, and a free place is taken', async () => {
  const runs = users.map((user, index) => ({ id: `limited-${index}`, user }));
  const gates = new Map(runs.map(({ id }) => [id, setting.recorder.close(id, 'work')]));
  for (const { id, user } of runs) {
    await setting.send('contract/limited', id, { user });
  }
  const working = new Set<string>();
  const waiting = new Set(runs.map(({ id }) => id));
  while (waiting.size + working.size > 0) {
    const expected = expectedAtOnce(runs, waiting, working);
    while (working.size < expected) {
      const id = await Promise.any(
        [...waiting].map(async (id) => (await setting.recorder.reached(id, 'work')).eventId),
      );
      waiting.delete(id);
      working.add(id);
    }
    await setting.settle();
    const begun = runs.filter(
      ({ id }) => working.has(id) || (waiting.has(id) && setting.recorder.count(id, 'work') > 0),
    );
    expect(begun.length).toBeLessThanOrEqual(3);
    expect(new Set(begun.map(({ user }) => user)).size).toBe(begun.length);

    const [next = ''] = working;
    gates.get(next)?.open();
    await setting.recorder.reached(next, 'more work');
    working.delete(next);
  }
});

/** How many runs must be at work: up to three, of different users. */
function expectedAtOnce(runs: { id: string; user: string }[], waiting: Set<string>, working: Set<string>): number {
  const live = runs.filter(({ id }) => waiting.has(id) || working.has(id));
  return Math.min(3, new Set(live.map(({ user }) => user)).size);
}

import * as fc from 'fast-check';
import { FAULT_NAMES, type FaultName } from './faults.ts';

/** Few names, so that people want the same ones. */
const NAMES = ['anchor', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'harbour'] as const;
/** Each does one thing after another with either hand, so that a person's own calls meet too. */
export const PEOPLE = ['ada', 'bela', 'cleo'] as const;
const HANDS = [...PEOPLE, ...PEOPLE];

/** How a create is to be told from others: not at all; by a key of its own; by that of an earlier one; by one key, sent twice at once. */
export type Key = 'none' | 'new' | 'earlier' | 'twice';
export type Create = { do: 'create'; name: string; type: string; key: Key; which: number };
/** `which` chooses among the stores that the person knows of. */
export type Act = Create | { do: 'delete' | 'retry' | 'credentials' | 'list'; which: number };
/** `choice` is for the fault to choose its victim by. */
export type Strike = { pauseMs: number; fault: FaultName; choice: number; lastsMs: number };
export type Visit = { staysMs: number; awayMs: number };

/** What everybody will try and what goes wrong, each after a pause. More than there is time for: the run ends by the clock. */
export type Plan = {
  seed: number;
  seconds: number;
  hands: { person: string; acts: { pauseMs: number; act: Act }[] }[];
  visits: { person: string; visits: Visit[] }[];
  strikes: Strike[];
};

const ms = (min: number, max: number) => fc.integer({ min, max });
const which = fc.nat(1_000);

const create: fc.Arbitrary<Act> = fc.record({
  do: fc.constant('create' as const),
  name: fc.constantFrom(...NAMES),
  type: fc.constantFrom('woocommerce', 'medusa'),
  key: fc.constantFrom<Key>('none', 'new', 'earlier', 'twice'),
  which,
});
const onStore: fc.Arbitrary<Act> = fc.record({
  do: fc.constantFrom('delete' as const, 'delete' as const, 'retry' as const, 'credentials' as const, 'list' as const),
  which,
});
const act = fc.oneof({ weight: 4, arbitrary: create }, { weight: 5, arbitrary: onStore });

function planOf(seconds: number): fc.Arbitrary<Pick<Plan, 'hands' | 'visits' | 'strikes'>> {
  const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 2 * seconds, maxLength: 2 * seconds });
  const hand = (person: string) =>
    fc.record({ person: fc.constant(person), acts: many(fc.record({ pauseMs: ms(0, 2_000), act })) });
  const visitor = (person: string) =>
    fc.record({
      person: fc.constant(person),
      visits: many(fc.record({ staysMs: ms(500, 15_000), awayMs: ms(0, 2_000) })),
    });
  const strike = fc.record({
    pauseMs: ms(300, 3_000),
    fault: fc.constantFrom(...FAULT_NAMES),
    choice: which,
    lastsMs: ms(200, 5_000),
  });
  return fc.record({
    hands: fc.tuple(...HANDS.map(hand)),
    visits: fc.tuple(...PEOPLE.map(visitor)),
    strikes: many(strike),
  });
}

/** The same plan for the same seed, seconds and text of this file. */
export function drawPlan(seed: number, seconds: number): Plan {
  // Evenly: by itself fast-check prefers the smallest and the largest numbers.
  const [drawn] = fc.sample(fc.noBias(planOf(seconds)), { seed, numRuns: 1 });
  if (!drawn) throw new Error('fast-check drew no plan.');
  return { seed, seconds, ...drawn };
}

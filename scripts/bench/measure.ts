import { say } from '#scripts/local/say.ts';
import { measurePairs, type Measurement } from './measurement.ts';
import { loadNow, type Figure } from './report.ts';
import { summarise } from './summary.ts';

/** Measures `count` pairs, telling each, and makes the figure of them. */
export async function measure<Place>(
  bench: Place,
  name: string,
  measurement: Measurement<Place>,
  count: number,
): Promise<Figure> {
  say(`\n── ${name}: ${measurement.title}`);
  const before = loadNow();
  const pairs = await measurePairs(measurement, bench, count, ({ ours, bare }, number) => {
    const { unit } = measurement;
    say(
      `  ${number} of ${count}: ${ours.toFixed(2)} ${unit} to ${bare.toFixed(2)} ${unit}, ${(ours / bare).toFixed(3)}`,
    );
  });
  return { name, measurement, pairs, ...summarise(pairs, measurement.goal), load: { before, after: loadNow() } };
}

import { say } from '#scripts/local/say.ts';
import { measurePairs, type Measurement } from './measurement.ts';
import { loadNow, titleOf, type Figure } from './report.ts';
import { summarise } from './summary.ts';

/** Measures the pairs, telling each, and makes the figure of them. */
export async function measure<Place>(bench: Place, name: string, measurement: Measurement<Place>): Promise<Figure> {
  const { unit, goal, pairs: count } = measurement;
  say(`\n── ${name}: ${titleOf(measurement)}`);
  const before = loadNow();
  const pairs = await measurePairs(measurement, bench, count, ({ ours, bare }, number) => {
    const said = `${ours.toFixed(2)} ${unit} to ${bare.toFixed(2)} ${unit}`;
    say(`  ${number} of ${count}: ${said}${bare === 0 ? '' : `, ${(ours / bare).toFixed(3)}`}`);
  });
  return { name, measurement, pairs, ...summarise(pairs, goal), load: { before, after: loadNow() } };
}

import { parseArgs } from 'node:util';
import { say } from '#scripts/local/say.ts';
import { runMain } from '#scripts/local/stop.ts';
import type { Measurement } from './measurement.ts';
import { choose, run, type Setting } from './run.ts';

/** A bench as a command: takes the names of measurements and their amounts from its arguments, or says how it is used. */
export async function runBench<Place extends { close(): Promise<void> }>(
  measurements: Record<string, Measurement<Place>>,
  usage: string,
  setting: Setting<Place>,
): Promise<void> {
  await runMain(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { pairs: { type: 'string' }, size: { type: 'string' }, help: { type: 'boolean', default: false } },
    });
    const chosen = choose(measurements, positionals, values);
    if (values.help) return say(usage);
    await run(chosen, setting);
  });
}

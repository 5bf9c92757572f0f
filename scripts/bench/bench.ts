import { purgeInstance, startInstance, stopParts, type Instance } from '#scripts/local/instance.ts';
import { keptPorts } from '#scripts/local/kept-ports.ts';
import { kubectl } from '#scripts/local/sandbox.ts';
import { step } from '#scripts/local/say.ts';
import { namespaceOf } from '#server/stores/naming.ts';
import { Bare } from './bare.ts';
import { CHARTS_DIR } from './chart.ts';
import { Ours } from './ours.ts';
import { slowStartStage } from './slow-start.ts';

/** A measurement creates more than a person may, and faster. */
const LIMITS = { MAX_STORES: '10000', MAX_STORES_PER_USER: '10000', RATE_LIMIT_PER_MINUTE: '10000' };

/** An instance of the platform for measurements, and the two sides that work on its cluster. */
export type Bench = { instance: Instance; ours: Ours; bare: Bare };

/** Starts everything in `dir`, and makes one store each way, so that nothing is measured cold on one side only. */
export async function startBench(dir: string): Promise<Bench> {
  const env = { ...LIMITS, CHARTS_DIR };
  const instance = await startInstance({ dir, ports: await keptPorts(dir, false), env });
  await kubectl(dir, instance.tools, ['apply', '-f', '-'], JSON.stringify(slowStartStage()));
  const ours = await Ours.connect(instance);
  return step('one store each way, to warm up', async () => {
    const id = await ours.create();
    const bare = await Bare.like(instance, namespaceOf(id));
    await bare.create();
    return { instance, ours, bare };
  });
}

/** Ends what runs in `dir` and removes it. */
export async function endInstance(dir: string): Promise<void> {
  await stopParts(dir);
  await purgeInstance(dir);
}

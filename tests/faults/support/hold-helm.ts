import { signal } from '#scripts/local/process-identity.ts';
import { until } from '#scripts/local/until.ts';
import type { World } from './world.ts';

/**
 * Lets Inngest run and holds helm when it begins to work on the store: namespace, limits and credentials are there by then, and
 * no pod is. When what is returned is called that helm is killed, and another one begins.
 */
export async function holdHelm(world: World, namespace: string): Promise<() => void> {
  world.helm.order('upgrade', 'hang');
  await world.startInngest();
  const held = await until('helm to begin', 120, () => world.helm.runs().find((run) => run.namespace === namespace));
  return () => {
    world.helm.order('upgrade', null);
    signal(held.pid, 'SIGKILL');
  };
}

import { until } from '#scripts/local/until.ts';
import type { World } from './world.ts';

/** How long a person may have to wait for it here; the bounds of the promises are for an idle machine. */
const PATIENCE_SECONDS = 120;

/** Waits until the store's page says something like that of the step which is under way; answers what it says. */
export function untilStepSays(world: World, id: string, words: RegExp): Promise<string> {
  return until(`a step that says ${words}`, PATIENCE_SECONDS, async () => {
    const { operation } = await world.client.store.get.query({ id });
    const running = operation.steps.find(({ status }) => status === 'running');
    return running?.detail && words.test(running.detail) ? running.detail : null;
  });
}

/** What the store's page says of a step, whether it is done or not. */
export async function detailOf(world: World, id: string, step: string): Promise<string | null> {
  const { operation } = await world.client.store.get.query({ id });
  return operation.steps.find(({ name }) => name === step)?.detail ?? null;
}

/** Why the store is FAILED, as its page says. */
export async function failureOf(world: World, id: string) {
  await world.untilStore(id, 'failed');
  return (await world.client.store.get.query({ id })).operation.failure;
}

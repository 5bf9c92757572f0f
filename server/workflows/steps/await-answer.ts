import { env } from '#server/env.ts';
import { askShop } from '#server/ingress/answer.ts';
import { storeAddress } from '#server/stores/address.ts';
import type { StepContext } from '../attempt-step.ts';
import { notYet, type Progress } from '../progress.ts';

/** A certificate, a DNS record or a route of the ingress controller arrives in seconds, not in milliseconds. */
const ASK_AGAIN_MS = 1_000;

/**
 * Null when the shop answers at the address that its customers use. An order that was placed inside the cluster says nothing of
 * the way to it. Simulated nodes have nobody to answer.
 */
export async function awaitAnswer({ store, waiting }: StepContext): Promise<Progress | null> {
  const { INGRESS_ADDRESS, IS_SIMULATED } = env();
  if (IS_SIMULATED) return null;
  const via = INGRESS_ADDRESS ? new URL(INGRESS_ADDRESS) : undefined;
  const answer = await askShop(new URL(storeAddress(store.host)), via, waiting);
  if (answer.answers) return null;
  return notYet(answer.reason, ASK_AGAIN_MS, async () => ({
    reason: 'NoAnswer',
    message: answer.reason,
    object: 'Ingress/web',
  }));
}

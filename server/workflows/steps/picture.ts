import type { Kubernetes } from '#server/kubernetes/client.ts';
import { type NamespaceWatch, watchNamespace } from '#server/kubernetes/watch.ts';
import type { StepContext } from '../attempt-step.ts';

/** How long a picture rests for the operation's next wait, in milliseconds: Inngest begins it in well under a second. */
const REST_MS = 2_000;

const resting = new Map<string, { watch: NamespaceWatch; end: NodeJS.Timeout }>();

const keyOf = ({ fence }: StepContext) => `${fence.operationId} ${fence.attempt}`;

/**
 * The live picture of the store's namespace with which the last wait of this attempt ended, or a new one. Each is up to seven lists
 * and connections, and what an attempt changes it changes before it waits. To be given back.
 */
export function takePicture(k: Kubernetes, context: StepContext): NamespaceWatch {
  const rested = resting.get(keyOf(context));
  if (!rested) return watchNamespace(k, context.store.namespace);
  clearTimeout(rested.end);
  resting.delete(keyOf(context));
  return rested.watch;
}

/** Lets the picture rest for the next wait; one in trouble ends. */
export function givePictureBack(context: StepContext, watch: NamespaceWatch): void {
  endPicture(context);
  if (watch.trouble() !== null) return watch.close();
  const end = setTimeout(() => endPicture(context), REST_MS).unref();
  resting.set(keyOf(context), { watch, end });
}

/** Ends the resting picture: what the next wait sees is read after this. */
export function endPicture(context: StepContext): void {
  const rested = resting.get(keyOf(context));
  if (!rested) return;
  clearTimeout(rested.end);
  resting.delete(keyOf(context));
  rested.watch.close();
}

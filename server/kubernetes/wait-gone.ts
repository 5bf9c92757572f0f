import type { Kubernetes } from './client.ts';
import { findNamespace, type NamespaceView } from './namespaces.ts';
import { type Watch, watchNamespaceItself } from './watch.ts';

type WaitOptions = {
  /** Ends the wait at once; its reason is thrown. */
  signal: AbortSignal;
  /** The length of this slice in milliseconds. */
  timeoutMs: number;
  /** So often it is looked without being told of a change, which a watch may miss while it is cut or refused. */
  lookAgainMs: number;
  /** Called with the namespace at each look. Says whether its end is awaited. */
  isAwaited: (namespace: NamespaceView) => boolean;
};

/**
 * Waits until the namespace is gone, or another than the awaited one is there, or the slice is over; answers with what was there at
 * the last look. A watch only says when to look, so that a look finds the same and fails the same whatever becomes of the watch.
 * @throws KubernetesError when a look fails.
 */
export async function waitUntilGone(k: Kubernetes, name: string, options: WaitOptions): Promise<NamespaceView | null> {
  const { signal, lookAgainMs, isAwaited } = options;
  const end = performance.now() + options.timeoutMs;
  const left = () => end - performance.now();
  // A timer drops fractions of a millisecond, and may fire one early.
  const isOver = () => left() < 2;
  let watch: Watch | null = null;
  try {
    for (;;) {
      const namespace = await findNamespace(k, name, signal);
      if (namespace === null || !isAwaited(namespace) || isOver()) return namespace;
      watch ??= watchNamespaceItself(k, name);
      await watch.changed(signal, Math.min(left(), lookAgainMs));
      // One look more would be cut off with the slice.
      if (isOver()) return namespace;
    }
  } finally {
    watch?.close();
  }
}

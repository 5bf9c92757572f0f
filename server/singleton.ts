/**
 * One instance per process of something that holds connections or timers. Next compiles instrumentation and route handlers
 * into separate module graphs, so a module-level variable would exist twice.
 */
export function singleton<T>(name: string, make: () => T): () => T {
  const key = Symbol.for(`storewright.${name}`);
  const slots = globalThis as typeof globalThis & Record<symbol, T | undefined>;
  return () => (slots[key] ??= make());
}

/** Where the browser does not tell when it is idle, in milliseconds: a page has settled by then. */
const SETTLED_MS = 500;

/** Does `work` once the browser has nothing better to do. Returns what calls it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, SETTLED_MS);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(work);
  return () => cancelIdleCallback(request);
}

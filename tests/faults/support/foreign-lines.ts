/** How Next greets when a process begins. */
const GREETING = /^(?:▲ Next\.js |- (?:Local|Network): |✓ (?:Ready in|Running next\.config) |$)/;

/** The label by which Loki tells lines apart (docs/operations/observability.md): no others, or there would be more streams. */
const LEVELS = new Set<unknown>(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

/** What apps wrote that is neither Next's greeting nor a line of our log, one JSON object with the name of its event, its level and its time. */
export function foreignLines(written: string): string[] {
  return written.split('\n').filter((line) => !GREETING.test(line) && !isEvent(line));
}

function isEvent(line: string): boolean {
  try {
    const { event, level, time } = JSON.parse(line) as Record<string, unknown>;
    return typeof event === 'string' && LEVELS.has(level) && !Number.isNaN(Date.parse(String(time)));
  } catch {
    return false;
  }
}

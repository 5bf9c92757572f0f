/** How Next greets when a process begins. */
const GREETING = /^(?:▲ Next\.js |- (?:Local|Network): |✓ (?:Ready in|Running next\.config) |$)/;

/** What apps wrote that is neither Next's greeting nor a line of our log, one JSON object with the name of its event. */
export function foreignLines(written: string): string[] {
  return written.split('\n').filter((line) => !GREETING.test(line) && !isEvent(line));
}

function isEvent(line: string): boolean {
  try {
    return typeof (JSON.parse(line) as { event?: unknown }).event === 'string';
  } catch {
    return false;
  }
}

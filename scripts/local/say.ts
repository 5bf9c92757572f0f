const heartbeatSeconds = 10;

const secondsSince = (start: number) => ((performance.now() - start) / 1000).toFixed(1);

/** Writes one line for the person who waits. On stderr, so that stdout stays free for what a script answers. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Does one named piece of work and prints one line with its time; work that takes long says every 10 s that it still moves. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const heartbeat = setInterval(() => say(`  … ${title}, ${secondsSince(start)} s so far`), heartbeatSeconds * 1000);
  try {
    const result = await work();
    say(`  ✓ ${title}  ${secondsSince(start)} s`);
    return result;
  } catch (error) {
    say(`  ✗ ${title}  ${secondsSince(start)} s`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

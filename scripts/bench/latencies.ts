import { spreadOf } from './summary.ts';

export type Latencies = { p99: number; mean: number };

const REQUESTS = 2_000;
const WARM_UP = 200;

/** Asks again and again, `clients` at a time; in milliseconds the 99th percentile of a request, and all the time by the requests. */
export async function latenciesOf(clients: number, ask: () => Promise<unknown>): Promise<Latencies> {
  await inTurns(clients, WARM_UP, ask);
  const taken: number[] = [];
  const start = performance.now();
  await inTurns(clients, REQUESTS, async () => {
    const asked = performance.now();
    await ask();
    taken.push(performance.now() - asked);
  });
  return { p99: spreadOf(taken).p99, mean: (performance.now() - start) / REQUESTS };
}

async function inTurns(clients: number, count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const client = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: clients }, client));
}

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '#scripts/local/ports.ts';
import { startMetrics } from '#server/gauges.ts';
import { type Platform, preparePlatform } from './platform.ts';

const MINUTE_MS = 60_000;

let platform: Platform;
let port: number;

beforeAll(async () => {
  port = await freePort();
  platform = await preparePlatform({ METRICS_PORT: String(port) });
});

afterAll(() => platform.close());
afterEach(() => void vi.restoreAllMocks());

const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
const COUNTED = 'storewright_stores{';

/** How many statements have counted stores since now. */
function watchCounts(): () => number {
  const query = vi.spyOn(Client.prototype, 'query');
  const textOf = ([first]: unknown[]) => (typeof first === 'string' ? first : (first as { text: string }).text);
  return () => query.mock.calls.filter((call) => textOf(call).includes('from stores')).length;
}

it('no scrape counts rows: they are counted now and then, and left out when they could not be for a minute', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const counts = watchCounts();
  const end = startMetrics();
  try {
    await vi.waitFor(async () => expect(await scrape()).toContain(COUNTED), 30_000);
    for (let asked = 0; asked < 10; asked++) await scrape();
    expect(counts()).toBe(1);

    vi.advanceTimersByTime(MINUTE_MS / 4);
    await vi.waitFor(() => expect(counts()).toBe(2), 30_000);

    await platform.pool.query('alter table stores rename to away');
    await vi.waitFor(async () => {
      vi.advanceTimersByTime(MINUTE_MS);
      expect(await scrape()).not.toContain(COUNTED);
    }, 30_000);
    await platform.pool.query('alter table away rename to stores');
    vi.advanceTimersByTime(MINUTE_MS / 4);
    await vi.waitFor(async () => expect(await scrape()).toContain(COUNTED), 30_000);
  } finally {
    vi.useRealTimers();
    await end();
  }
});

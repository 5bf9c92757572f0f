import { Audience, type StreamOf } from './audience.ts';
import { withBareServer } from './bare-server.ts';
import type { Bench } from './bench.ts';
import type { Measurement } from './measurement.ts';
import { spreadOf } from './summary.ts';

const CHANGES = 100;

const LOOKING = encodeURIComponent(JSON.stringify({ json: { list: { limit: 50 } } }));

/** A person's stream of the platform. */
export const streamOf =
  ({ instance }: Bench): StreamOf =>
  ({ token }) => ({
    url: `${instance.urls.app.replace('localhost', '127.0.0.1')}/api/trpc/store.watch?input=${LOOKING}`,
    headers: { authorization: `Bearer ${token}` },
  });

async function p99Of(bench: Bench, streams: number, where: StreamOf): Promise<number> {
  const audience = await Audience.open(bench, streams, where);
  try {
    const taken: number[] = [];
    for (let number = 0; number < CHANGES; number++) taken.push(...(await audience.change(bench, number)));
    return spreadOf(taken).p99;
  } finally {
    audience.close();
  }
}

/** How fresh the dashboard is: the change of a row until each stream of its owner says so. */
export const streams: Measurement = {
  title: 'commit to message, {size} streams, 20 a person: 99th percentile, none lost',
  against: 'a node:http server that passes the same NOTIFY on',
  unit: 'ms',
  pairs: 3,
  size: 1_000,
  goal: { of: 'ratio', atMost: 2.5 },
  ours: (bench, size) => p99Of(bench, size, streamOf(bench)),
  bare: (bench, size) =>
    withBareServer('bare-streams.ts', bench.instance.urls.database, (url) =>
      p99Of(bench, size, ({ id }) => ({ url: `${url}/${id}` })),
    ),
};

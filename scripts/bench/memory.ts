import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Platform } from '#scripts/client/platform.ts';
import { findService } from '#scripts/local/services.ts';
import type { Bench } from './bench.ts';
import { withImage } from './image.ts';
import type { Measurement } from './measurement.ts';
import { residentMegabytes } from './resident-memory.ts';

/** After this long without a request the process has given back what it will (measured: nothing changes later). */
const IDLE_MS = 30_000;
const REQUESTS = 5;
const PAGES = ['/api/readyz', '/api/health', '/sign-in'];

/** The least that a web server in the same Node can be. */
const HELLO = `
  const server = require('node:http').createServer((_, response) => response.end('hello'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

async function visit(url: string): Promise<void> {
  await (await fetch(url)).arrayBuffer();
}

/** What the process holds after the pages and the list were asked for at `url`, and then nothing. */
async function afterUse(pid: number, url: string, api: Platform['api'], pages: readonly string[]): Promise<number> {
  for (let request = 0; request < REQUESTS; request++) {
    for (const page of pages) await visit(new URL(page, url).href);
    await api.store.list.query({});
  }
  await pause(IDLE_MS);
  return residentMegabytes(pid);
}

async function idleApp({ instance, ours }: Bench): Promise<number> {
  const pid = findService(instance.dir, 'app');
  if (pid === null) throw new Error(`The app in ${instance.dir} has ended: see its log.`);
  return afterUse(pid, instance.urls.app, ours.api, PAGES);
}

/** Of the image's app, which is scraped too; with a collector of traces when `isTraced`. */
async function idleImage(bench: Bench, isTraced: boolean): Promise<number> {
  const collector = createServer((request, response) => void request.resume().on('end', () => response.end('{}')));
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const { token } = await bench.person('memory');
  try {
    return await withImage(bench, isTraced ? { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } : {}, ({ pid, url, metrics }) =>
      afterUse(pid, url, connect(url, token).api, [...PAGES, metrics]),
    );
  } finally {
    collector.closeAllConnections();
    collector.close();
  }
}

async function idleHello(): Promise<number> {
  const server = spawn(process.execPath, ['--eval', HELLO], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    for (let request = 0; request < REQUESTS; request++) await visit(`http://127.0.0.1:${String(port).trim()}`);
    return await residentMegabytes(server.pid ?? 0);
  } finally {
    server.kill();
  }
}

const question = {
  against: "an idle node:http server that says 'hello'",
  unit: 'MB',
  pairs: 3,
  bare: idleHello,
} as const;

/** What the app's process holds while nobody wants anything of it. */
export const memory: Measurement = {
  ...question,
  title: 'resident memory of the idle app',
  goal: { of: 'ours', atMost: 220 },
  ours: idleApp,
};

const ofImage = { ...question, goal: { of: 'ours', atMost: 260 } } as const;

export const memoryOfImage: Measurement = {
  ...ofImage,
  title: 'the same as in the image, with metrics',
  ours: (bench) => idleImage(bench, false),
};

export const memoryTraced: Measurement = {
  ...ofImage,
  title: 'the same with metrics and a collector of traces',
  ours: (bench) => idleImage(bench, true),
};

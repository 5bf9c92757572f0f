import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { findService } from '#scripts/local/services.ts';
import type { Bench } from './bench.ts';
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

async function idleApp({ instance, ours }: Bench): Promise<number> {
  for (let request = 0; request < REQUESTS; request++) {
    for (const page of PAGES) await visit(instance.urls.app + page);
    await ours.api.store.list.query({});
  }
  await pause(IDLE_MS);
  const pid = findService(instance.dir, 'app');
  if (pid === null) throw new Error(`The app in ${instance.dir} has ended: see its log.`);
  return residentMegabytes(pid);
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

/** What the app's process holds while nobody wants anything of it. */
export const memory: Measurement = {
  title: 'resident memory of the idle app',
  against: "an idle node:http server that says 'hello'",
  unit: 'MB',
  pairs: 3,
  goal: { of: 'ours', atMost: 220 },
  ours: idleApp,
  bare: idleHello,
};

/**
 * In the place of the official server's program: the embedded engine. It speaks with loopback alone, as everywhere, so that two doors
 * lead to it and from it. Takes the official server's environment and arguments; what it has no use for (Valkey) it passes over.
 */
import { parseArgs } from 'node:util';
import { openDoor } from '#scripts/local/door.ts';

const SERVER_PORT = 8288;
const ENGINE_PORT = 8290;
const APP_PORT = 3000;

const { values } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  options: { 'sdk-url': { type: 'string' } },
});
const app = new URL(String(values['sdk-url']));

Object.assign(process.env, {
  INNGEST_ENGINE_PORT: String(ENGINE_PORT),
  INNGEST_ENGINE_DATABASE_URL: process.env.INNGEST_POSTGRES_URI,
  INNGEST_ENGINE_APP_URL: `http://127.0.0.1:${APP_PORT}${app.pathname}`,
});
await openDoor(new URL(app.origin), APP_PORT);
await openDoor(new URL(`http://127.0.0.1:${ENGINE_PORT}`), SERVER_PORT, '0.0.0.0');
await import('#scripts/local/inngest/main.ts');

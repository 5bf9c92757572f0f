/** The embedded Inngest engine as a program: `node scripts/local/inngest/main.ts`; settings.ts lists its environment. */
import { startEngine } from './engine.ts';
import { readSettings } from './settings.ts';

function log(message: string, fields: Record<string, unknown> = {}): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), message, ...fields })}\n`);
}

function fail(reason: string): never {
  process.stderr.write(`The Inngest engine stops: ${reason}\n`);
  process.exit(1);
}

try {
  const engine = await startEngine(readSettings(process.env), log, fail);
  log('ready', { url: `http://127.0.0.1:${engine.port}` });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      log('Draining', { signal });
      await engine.stop();
      process.exit(0);
    });
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

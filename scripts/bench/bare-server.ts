import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a server of this folder while `work` asks it at its address. */
export async function withBareServer<T>(
  file: string,
  databaseUrl: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    return await work(`http://127.0.0.1:${String(port).trim()}`);
  } finally {
    server.kill();
  }
}

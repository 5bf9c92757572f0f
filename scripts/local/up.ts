import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { chosenEnvironment } from './app-env.ts';
import { folderOf, portsOf, usualFolder } from './arguments.ts';
import { isUp, startInstance, stopParts, type Instance } from './instance.ts';
import { keptPorts } from './kept-ports.ts';
import { allParts, isPart, parts, type Part } from './parts.ts';
import { say } from './say.ts';
import { runMain, Stop } from './stop.ts';
import { localUser } from './token.ts';

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      detach: { type: 'boolean', default: false },
      data: { type: 'string' },
      port: { type: 'string', multiple: true, default: [] },
    },
  });
  const unknown = positionals.find((name) => !isPart(name));
  if (unknown) throw new Stop(`There is no part ${unknown}: the parts are ${allParts.join(', ')}.`);
  return { ...values, wanted: positionals.filter(isPart) };
}

function tell(instance: Instance): void {
  const lines: Partial<Record<Part, string>> = {
    postgres: `PostgreSQL on port ${instance.ports.postgres}; its passwords are in ${join(instance.dir, 'secrets.json')}`,
    inngest: `Inngest: ${instance.urls.inngest}`,
    app: `Storewright: ${instance.urls.app} — sign in with any e-mail address; ${localUser.email} owns what scripts/store creates`,
    sandbox: `Sandbox cluster: ./scripts/kubectl, ./scripts/helm, or KUBECONFIG=${instance.kubeconfigs.admin}`,
  };
  for (const part of allParts) if (isUp(instance.dir, part) && lines[part]) say(lines[part]);
  say(`Logs: ${join(instance.dir, 'logs')}`);
}

let watching: NodeJS.Timeout | undefined;
let ending: Promise<void> | undefined;

/** Ends what this run started as soon as a person or the system asks for it. */
function endOnSignal(dir: string, ours: Part[]): void {
  const end = async () => {
    clearInterval(watching);
    say('Ending what this run started …');
    await stopParts(dir, ours);
    process.exit(0);
  };
  const endOnce = () => void (ending ??= runMain(end));
  process.on('SIGINT', endOnce).on('SIGTERM', endOnce).on('SIGHUP', endOnce);
}

/** Stays until a signal comes, and says when a part ends by itself. */
function watch(dir: string, ours: Part[]): void {
  const alive = new Set(ours);
  watching = setInterval(() => {
    for (const part of alive) {
      if (isUp(dir, part)) continue;
      alive.delete(part);
      say(
        `Ended by itself: ${parts[part].title}. Its log is in ${join(dir, 'logs')}; ./scripts/up --detach starts it again.`,
      );
    }
  }, 1000);
}

await runMain(async () => {
  const { detach, data, port, wanted } = read();
  const dir = folderOf(data);
  const ports = await keptPorts(dir, dir === usualFolder, portsOf(port));
  endOnSignal(
    dir,
    allParts.filter((part) => !isUp(dir, part)),
  );
  const instance = await startInstance({
    dir,
    ports,
    parts: wanted.length > 0 ? wanted : allParts,
    env: chosenEnvironment(process.env),
  }).catch((error: unknown) => {
    // What was interrupted fails, and that is no news.
    if (!ending) throw error;
  });
  if (ending || !instance) return ending;
  tell(instance);
  if (detach || instance.started.length === 0) process.exit(0);
  say('Ctrl-C ends everything that was started.');
  watch(dir, instance.started);
});

import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { usualFolder } from './arguments.ts';
import { adminKubeconfig } from './sandbox-settings.ts';
import { runMain, Stop } from './stop.ts';
import { ensureTool } from './tools/ensure.ts';

const names = ['kubectl', 'helm'] as const;

/** Runs a pinned kubectl or helm against the sandbox as administrator; KUBECONFIG names another cluster. */
await runMain(async () => {
  const [asked, ...args] = process.argv.slice(2);
  const name = names.find((one) => one === asked);
  if (!name) throw new Stop(`Say which tool: ${names.join(' or ')}.`);
  const kubeconfig = process.env.KUBECONFIG || adminKubeconfig(usualFolder);
  if (!existsSync(kubeconfig)) throw new Stop('There is no sandbox yet: start it with ./scripts/up.');
  const { exitCode } = await execa(await ensureTool(name), args, {
    env: { KUBECONFIG: kubeconfig },
    stdio: 'inherit',
    reject: false,
  });
  return exitCode ?? 1;
});

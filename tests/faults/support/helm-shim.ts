import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '#scripts/local/private-file.ts';

/** What a helm command is told to do instead of its work: never end; or be killed, as the kernel does for want of memory. */
export type Order = 'hang' | 'die';
/** One process of helm, in the order of their starts. `exit` is null of one that was killed, or still runs. */
export type HelmRun = { namespace: string; command: string; pid: number; exit: number | null };

/**
 * A stand-in for the helm binary that keeps a journal and obeys orders. Beside the journal lie the arguments and the environment
 * of every run.
 */
export type HelmShim = {
  path: string;
  /** Lets every further process of this command obey, until `null` is said. */
  order: (command: string, order: Order | null) => void;
  runs: () => HelmRun[];
  /** Starts beside a helm that still worked on the same namespace. */
  overlaps: () => string[];
};

/**
 * What works on no namespace, such as `helm version`, may run beside anything. The lock is inherited by the real helm, so it lasts as long as any process of the run, however that ends. The real helm dies
 * with the shim, as helm dies with the app.
 */
const script = (folder: string, helm: string) => `#!/bin/sh
namespace=none
previous=
for argument in "$@"; do
  [ "$previous" = --namespace ] && namespace=$argument
  previous=$argument
done
if [ "$namespace" != none ]; then
  exec 9>>"${folder}/$namespace.lock"
  flock --nonblock 9 || echo "overlap $namespace $1 $$" >>"${folder}/journal"
fi
echo "start $namespace $1 $$" >>"${folder}/journal"
echo "$*" >>"${folder}/arguments"
env >>"${folder}/environment"
case $(cat "${folder}/$1.order" 2>/dev/null) in
  hang) exec sleep 600 ;;
  die) kill -KILL $$ ;;
esac
setpriv --pdeathsig KILL -- "${helm}" "$@"
code=$?
echo "end $namespace $1 $$ $code" >>"${folder}/journal"
exit $code
`;

/** Puts the shim into a folder of its own. `helm` is the real one. */
export function installHelmShim(folder: string, helm: string): HelmShim {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'helm');
  writeFileSync(path, script(folder, helm), { mode: 0o755 });
  const journal = () => (readIfThere(join(folder, 'journal')) ?? '').split('\n').filter(Boolean);
  return {
    path,
    order: (command, order) => {
      const file = join(folder, `${command}.order`);
      if (order === null) rmSync(file, { force: true });
      else writeFileSync(file, order);
    },
    runs: () => readRuns(journal()),
    overlaps: () => journal().filter((line) => line.startsWith('overlap ')),
  };
}

function readRuns(lines: readonly string[]): HelmRun[] {
  const runs = new Map<string, HelmRun>();
  for (const line of lines) {
    const [word, namespace = '', command = '', pid = '', exit] = line.split(' ');
    if (word === 'start') runs.set(pid, { namespace, command, pid: Number(pid), exit: null });
    const run = runs.get(pid);
    if (word === 'end' && run) run.exit = Number(exit);
  }
  return [...runs.values()];
}

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '#scripts/local/private-file.ts';

/** What a helm command is told to do before its work, or instead of it. */
const ORDERS = {
  /** Never ends, unless it is told to. */
  hang: 'exec sleep 600',
  /** Never ends, whatever it is told. */
  deaf: "trap '' TERM; exec sleep 600",
  /** Is killed, as the kernel does for want of memory. */
  die: 'kill -KILL $$',
  /** Begins when the order is taken back. */
  wait: 'while [ -e "${0%/*}/$1.order" ]; do sleep 0.1; done',
  /** Prints 100 MB on each of its outputs. */
  shout: "for out in 1 2; do head -c 100000000 /dev/zero | tr '\\0' 'x' >&$out; echo >&$out; done",
} as const;
export type Order = keyof typeof ORDERS;

/** What may stand in helm's place, besides the shim. */
const IMPOSTORS = {
  /** The interpreter or a library of it is missing. */
  unstartable: () => 'exit 127',
  /** A helm of another version. It would do anything that it is asked for, so that is written down. */
  'helm-3': (folder: string) => `echo "start impostor $1 $$" >>"${folder}/journal"\necho v3.19.0`,
} as const;
export type Replacement = 'nothing' | keyof typeof IMPOSTORS;

/** One process of helm, in the order of their starts. `exit` is null of one that was killed, or still runs. */
export type HelmRun = {
  namespace: string;
  command: string;
  pid: number;
  /** Whether it has come so far as to start the real helm. */
  atWork: boolean;
  exit: number | null;
};

/**
 * A stand-in for the helm binary that keeps a journal and obeys orders. Beside the journal lie the arguments and the environment
 * of every run.
 */
export type HelmShim = {
  path: string;
  /** Lets every further process of this command obey, until `null` is said. */
  order: (command: string, order: Order | null) => void;
  /** Puts something else in helm's place, until `null` is said. */
  replace: (by: Replacement | null) => void;
  runs: () => HelmRun[];
  /** Starts beside a helm that still worked on the same namespace. */
  overlaps: () => string[];
};

/**
 * What works on no namespace, such as `helm version`, may run beside anything. The lock is inherited by the real helm, so it
 * lasts as long as any process of the run, however that ends. The real helm dies with the shim; whether the shim dies with the
 * app is the app's affair, and so is the PATH that the app gives it, in which it does not trust.
 */
const script = (folder: string, helm: string) => `#!/bin/sh
PATH='${process.env.PATH}'
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
${Object.entries(ORDERS)
  .map(([order, work]) => `  ${order}) ${work} ;;`)
  .join('\n')}
esac
echo "work $namespace $1 $$" >>"${folder}/journal"
setpriv --pdeathsig KILL -- "${helm}" "$@"
code=$?
echo "end $namespace $1 $$ $code" >>"${folder}/journal"
exit $code
`;

/** Puts the shim into a folder of its own. `helm` is the real one. */
export function installHelmShim(folder: string, helm: string): HelmShim {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'helm');
  const put = (text: string) => {
    // In one go: half a program could be started.
    writeFileSync(`${path}.next`, text, { mode: 0o755 });
    renameSync(`${path}.next`, path);
  };
  put(script(folder, helm));
  const journal = () => (readIfThere(join(folder, 'journal')) ?? '').split('\n').filter(Boolean);
  return {
    path,
    order: (command, order) => {
      const file = join(folder, `${command}.order`);
      if (order === null) rmSync(file, { force: true });
      else writeFileSync(file, order);
    },
    replace: (by) => {
      if (by === 'nothing') rmSync(path);
      else put(by === null ? script(folder, helm) : `#!/bin/sh\n${IMPOSTORS[by](folder)}\n`);
    },
    runs: () => readRuns(journal()),
    overlaps: () => journal().filter((line) => line.startsWith('overlap ')),
  };
}

/** The process of the real helm that a run has started; null while it has none. */
export function realHelmOf({ pid, atWork }: HelmRun): number | null {
  if (!atWork) return null;
  const [child] = (readIfThere(`/proc/${pid}/task/${pid}/children`) ?? '').trim().split(' ');
  return child ? Number(child) : null;
}

function readRuns(lines: readonly string[]): HelmRun[] {
  const runs = new Map<string, HelmRun>();
  for (const line of lines) {
    const [word, namespace = '', command = '', pid = '', exit] = line.split(' ');
    if (word === 'start') runs.set(pid, { namespace, command, pid: Number(pid), atWork: false, exit: null });
    const run = runs.get(pid);
    if (word === 'work' && run) run.atWork = true;
    if (word === 'end' && run) run.exit = Number(exit);
  }
  return [...runs.values()];
}

import { parseArgs } from 'node:util';
import { Exit } from './exit.ts';

const OPTIONS = {
  name: { type: 'string' },
  type: { type: 'string' },
  status: { type: 'string' },
  wait: { type: 'boolean' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

type OptionName = keyof typeof OPTIONS;
type CommandUsage = { takesStore: boolean; options: readonly OptionName[]; says: string };

/** Every command takes `--json` and `--url` besides these. */
export const COMMANDS = {
  create: { takesStore: false, options: ['name', 'type', 'wait', 'timeout'], says: 'ask for a store' },
  list: { takesStore: false, options: ['name', 'type', 'status'], says: 'your stores, newest first' },
  get: { takesStore: true, options: [], says: 'a store with its steps' },
  wait: { takesStore: true, options: ['timeout'], says: 'until its work is done or failed' },
  retry: { takesStore: true, options: ['wait', 'timeout'], says: 'take a failed provisioning up again' },
  delete: { takesStore: true, options: ['wait', 'timeout'], says: 'remove it with all its data' },
  pods: { takesStore: true, options: [], says: 'its pods, as the cluster has them now' },
  'order-check': { takesStore: true, options: [], says: 'its last test order: what it did, or where it failed' },
  operations: { takesStore: true, options: [], says: 'what was done to it; also by the id of a store that is gone' },
  credentials: { takesStore: true, options: [], says: 'how to sign in to the shop; recorded in the audit log' },
} as const satisfies Record<string, CommandUsage>;

export type CommandName = keyof typeof COMMANDS;

export type Request = {
  command: CommandName;
  /** Name or id of the store; empty for commands that take none. */
  store: string;
  options: { name?: string; type?: string; status?: string; url?: string };
  wait: boolean;
  timeoutSeconds: number;
  json: boolean;
};

/** The deadline of a provisioning is 600 s; the rest is for waiting in the queue before it. */
const TIMEOUT_SECONDS = 900;

export const USAGE = `Usage: scripts/store COMMAND [NAME|ID] [OPTION…]

${Object.entries(COMMANDS).map(commandLine).join('\n')}

Options: --json prints one JSON value instead of text, --url says where the platform is (default: STOREWRIGHT_URL, else the
one that scripts/up started), --timeout is in seconds (default ${TIMEOUT_SECONDS}). The token is taken from STOREWRIGHT_TOKEN, else from .data/token.
Progress goes to stderr, the result to stdout.

Exit codes: 0 done · 1 the work or the platform failed · 2 wrong usage or input · 3 no such store · 4 the platform can't be
reached · 5 refused (limits, conflicts, rights) · 6 not done in time`;

function commandLine([name, { takesStore, options, says }]: [string, CommandUsage]): string {
  const words = [name, takesStore ? 'NAME|ID' : '', ...options.map((option) => `[--${option}]`)]
    .filter(Boolean)
    .join(' ');
  return `  ${words.padEnd(46)} ${says}`;
}

/** @throws Exit with code 2 and what is wrong */
export function parseRequest(args: string[]): Request {
  const [command = '', ...rest] = args;
  if (!isCommand(command)) throw new Exit('usage', command ? `There is no command "${command}".\n\n${USAGE}` : USAGE);
  const { values, positionals } = parse(rest);
  const { takesStore, options }: CommandUsage = COMMANDS[command];
  const stray = Object.keys(values).find((name) => ![...options, 'json', 'url'].includes(name));
  if (stray) throw new Exit('usage', `"${command}" has no option --${stray}.`);
  if (positionals.length !== (takesStore ? 1 : 0)) {
    throw new Exit(
      'usage',
      takesStore ? `Say which store: scripts/store ${command} NAME` : `"${command}" takes no further words.`,
    );
  }
  if (command === 'create' && !(values.name && values.type)) {
    throw new Exit('usage', 'Say what to create: scripts/store create --name NAME --type TYPE');
  }
  const { wait = false, json = false, timeout, ...strings } = values;
  return { command, store: positionals[0] ?? '', options: strings, wait, json, timeoutSeconds: secondsOf(timeout) };
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Exit('usage', `${(error as Error).message}\n\n${USAGE}`);
  }
}

function secondsOf(text: string | undefined): number {
  const seconds = text === undefined ? TIMEOUT_SECONDS : Number(text);
  if (!(seconds > 0)) throw new Exit('usage', '--timeout is a number of seconds above 0.');
  return seconds;
}

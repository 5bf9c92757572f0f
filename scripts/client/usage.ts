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
type CommandUsage = { takesStore: boolean; options: readonly OptionName[] };

/** As `scripts/store` says it to people. Every command takes `--json` and `--url` besides these. */
export const COMMANDS = {
  create: { takesStore: false, options: ['name', 'type', 'wait', 'timeout'] },
  list: { takesStore: false, options: ['name', 'type', 'status'] },
  get: { takesStore: true, options: [] },
  wait: { takesStore: true, options: ['timeout'] },
  retry: { takesStore: true, options: ['wait', 'timeout'] },
  delete: { takesStore: true, options: ['wait', 'timeout'] },
  pods: { takesStore: true, options: [] },
  'order-check': { takesStore: true, options: [] },
  operations: { takesStore: true, options: [] },
  credentials: { takesStore: true, options: [] },
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

const HELP = 'scripts/store --help says what there is.';

/** @throws Exit with code 2 and what is wrong */
export function parseRequest(args: string[]): Request {
  const [command = '', ...rest] = args;
  if (!isCommand(command)) throw new Exit('usage', command ? `There is no command "${command}": ${HELP}` : HELP);
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
    throw new Exit('usage', `${(error as Error).message}: ${HELP}`);
  }
}

function secondsOf(text: string | undefined): number {
  const seconds = text === undefined ? TIMEOUT_SECONDS : Number(text);
  if (!(seconds > 0)) throw new Exit('usage', '--timeout is a number of seconds above 0.');
  return seconds;
}

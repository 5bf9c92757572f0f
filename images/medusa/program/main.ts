/** The entry point of the image: one command of helm/README.md, with its arguments. */
const COMMANDS: Record<string, () => Promise<(...values: string[]) => Promise<void>>> = {
  start: async () => (await import('./start.ts')).start,
  init: async () => (await import('./init/index.ts')).init,
  'order-check': async () => (await import('./order-check/index.ts')).orderCheck,
  'wait-for-schema': async () => (await import('./schema.ts')).waitForSchema,
  'copy-schema': async () => (await import('./schema.ts')).copySchema,
};

/** They listen for SIGTERM themselves, to end in order. */
const ENDING_THEMSELVES: ReadonlySet<string> = new Set(['start', 'order-check']);

const [name = '', ...values] = process.argv.slice(2);
const load = COMMANDS[name];
// The first process of a container ignores SIGTERM unless somebody listens for it: its pod would take a minute to end.
if (!ENDING_THEMSELVES.has(name)) process.once('SIGTERM', () => process.exit(143));
try {
  if (!load) throw new Error(`There is no command "${name}". Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
  await (
    await load()
  )(...values);
} catch (error) {
  console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** The entry point of the image: one command of helm/README.md, with its arguments. */
const COMMANDS: Record<string, () => Promise<(...values: string[]) => Promise<void>>> = {
  start: async () => (await import('./start.ts')).start,
  init: async () => (await import('./init/index.ts')).init,
  'order-check': async () => (await import('./order-check/index.ts')).orderCheck,
  'wait-for-schema': async () => (await import('./schema.ts')).waitForSchema,
  'copy-schema': async () => (await import('./schema.ts')).copySchema,
};

const [name = '', ...values] = process.argv.slice(2);
const load = COMMANDS[name];
try {
  if (!load) throw new Error(`There is no command "${name}". Use one of: ${Object.keys(COMMANDS).join(', ')}.`);
  await (
    await load()
  )(...values);
} catch (error) {
  console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

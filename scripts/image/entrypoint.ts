/**
 * What the platform's image runs: `serve` is the app, `migrate` brings the database to the newest migration and the app's role to
 * its rights. Lies in the image as it lies here, beside the built app's `server.js`.
 */
const commands: Record<string, () => Promise<unknown>> = {
  serve: () => import(new URL('../../server.js', import.meta.url).href),
  migrate: async () => (await import('../db/deploy.ts')).deployAsConfigured(),
};

// A container's first process doesn't end at a signal that it doesn't listen to. The app, once it listens, ends in its own order.
process.once('SIGTERM', () => {
  if (process.listenerCount('SIGTERM') === 0) process.exit(143);
});

const [name = '', ...more] = process.argv.slice(2);
const run = Object.hasOwn(commands, name) && more.length === 0 ? commands[name] : undefined;
if (run) await run();
else {
  console.error(`Say what to run, with nothing after it: ${Object.keys(commands).join(' or ')}.`);
  process.exitCode = 2;
}

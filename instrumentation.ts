/** Called by Next once, before the first request. Background parts need Node, hence a file of their own. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./server/start.ts')).start();
}

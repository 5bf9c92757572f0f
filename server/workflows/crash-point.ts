import { env } from '#server/env.ts';

export type CrashMoment = 'before' | 'mid' | 'after';

/**
 * The one hook inside the product for fault tests: `CRASH_AT=<step>:<before|mid|after>` ends the process there with SIGKILL.
 * server/env.ts refuses it in a cluster and on a public URL.
 */
export function crashPoint(step: string, moment: CrashMoment): void {
  if (env().CRASH_AT === `${step}:${moment}`) process.kill(process.pid, 'SIGKILL');
}

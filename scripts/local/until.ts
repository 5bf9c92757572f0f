import { setTimeout as pause } from 'node:timers/promises';
import { Stop } from './stop.ts';

/**
 * Asks `check` every 50 ms until it answers something other than false, null or undefined.
 * Throws a Stop that names the wait and the last error when `seconds` are over.
 */
export async function until<T>(
  what: string,
  seconds: number,
  check: () => Promise<T | false | null | undefined> | T | false | null | undefined,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  let last = '';
  while (performance.now() < end) {
    try {
      const answer = await check();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof Stop) throw error;
      last = error instanceof Error ? `: ${error.message}` : '';
    }
    await pause(50);
  }
  throw new Stop(`Waited ${seconds} s for ${what}, in vain${last}.`);
}

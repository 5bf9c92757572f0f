import type { Logger } from 'inngest';
import { describeError } from '#server/errors.ts';
import { log } from '#server/log.ts';

type Level = keyof Logger;

/**
 * What Inngest's SDK says, a line of our log each (`inngest.says`): its words, and the reason when an error came along. Left to itself
 * it writes to the console, an error with its stack over many lines. Other fields are dropped: nobody knows what they may hold.
 */
export const sdkLog: Logger = {
  debug: sayAs('debug'),
  info: sayAs('info'),
  warn: sayAs('warn'),
  error: sayAs('error'),
};

function sayAs(level: Level): Logger[Level] {
  return (...said) => {
    const words = said.filter((part) => typeof part === 'string').join(' ');
    const error = said.map(errorIn).find((found) => found !== undefined);
    log[level]({ words, reason: error && describeError(error) }, 'inngest.says');
  };
}

/** The SDK hands errors over by themselves, or as `err` beside other fields. */
function errorIn(part: unknown): Error | undefined {
  if (part instanceof Error) return part;
  const { err } = (part ?? {}) as { err?: unknown };
  return err instanceof Error ? err : undefined;
}

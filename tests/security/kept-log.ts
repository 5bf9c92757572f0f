import pino from 'pino';
import { log } from '#server/log.ts';

/** A line of the log, as whoever reads stdout gets it. */
export type LogLine = { level: string; event: string } & Record<string, unknown>;

/**
 * From now on the log of this process is kept instead of printed.
 * @returns gives, and forgets, the lines since it was asked last
 */
export function keepLog(): () => LogLine[] {
  let lines: string[] = [];
  Object.assign(log, { level: 'trace', [pino.symbols.streamSym]: { write: (line: string) => lines.push(line) } });
  return () => {
    const taken = lines.map((line) => JSON.parse(line) as LogLine);
    lines = [];
    return taken;
  };
}

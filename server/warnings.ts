import { describeError } from './errors.ts';
import { log } from './log.ts';

/** Makes Node's warnings lines of the log (`process.warning`), where it would write them beside it, over several lines. */
export function logWarnings(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) =>
    log.warn({ kind: warning.name, reason: describeError(warning) }, 'process.warning'),
  );
}

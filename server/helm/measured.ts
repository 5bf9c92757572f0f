import { metrics } from '#server/metrics/metrics.ts';
import { HelmError } from './errors.ts';

/** Counts the end of a helm process that has just been started, and how long it took; answers as it does. */
export async function measured(command: string, process: Promise<string>): Promise<string> {
  const end = metrics().helmDuration.startTimer({ command });
  try {
    const output = await process;
    end({ outcome: 'succeeded' });
    metrics().helmExits.inc({ command, exit: '0' });
    return output;
  } catch (error) {
    end({ outcome: 'failed' });
    metrics().helmExits.inc({ command, exit: exitOf(error) });
    throw error;
  }
}

/** How it ended where it did not end by itself, else what it ended with. */
function exitOf(error: unknown): string {
  if (!(error instanceof HelmError)) return 'other';
  if (['killed', 'timeout', 'cancelled', 'missing'].includes(error.kind)) return error.kind;
  return error.exitCode === 1 ? '1' : 'other';
}

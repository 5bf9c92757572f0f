import { singleton } from './singleton.ts';

const controller = singleton('lifecycle', () => new AbortController());

/** Aborted once the process was told to stop: take no new work, end waits, close streams. */
export function stopping(): AbortSignal {
  return controller().signal;
}

export function beginStop(): void {
  controller().abort(new Error('The process is shutting down.'));
}

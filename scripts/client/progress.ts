import { stepTitle } from '#server/stores/steps.ts';
import type { StepView, StoreView } from '#server/stores/view.ts';

const MARKS = { pending: ' ', running: '…', succeeded: '✓', failed: '✗', cancelled: '–' } as const satisfies Record<
  StepView['status'],
  string
>;

/** Tells on stderr what changed since the last look: one line for each new state or reason of a step. */
export function createProgress({ name }: StoreView) {
  const startedAt = performance.now();
  const told = new Map<string, string>();
  let isAway = false;

  function say(text: string): void {
    const clock = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${clock} s  ${name}  ${text}\n`);
  }

  function tell(key: string, text: string): void {
    if (told.get(key) === text) return;
    told.set(key, text);
    say(text);
  }

  return {
    show(store: StoreView | null): void {
      if (isAway) say('the platform answers again');
      isAway = false;
      if (!store) return say('is gone');
      const { id, kind, status, steps } = store.operation;
      if (status === 'queued') tell(id, 'accepted, waits to be started');
      for (const step of steps) {
        if (step.status !== 'pending') tell(`${id} ${step.name}`, stepLine(stepTitle(kind, step.name), step));
      }
    },
    away(reason: string): void {
      if (!isAway) say(reason);
      isAway = true;
    },
  };
}

function stepLine(title: string, step: StepView): string {
  return [`${MARKS[step.status]} ${title}`, secondsOf(step), step.detail].filter(Boolean).join('  ');
}

/** How long a finished step took; empty for one that runs, whose clock the line itself begins with. */
export function secondsOf({ startedAt, finishedAt }: StepView): string {
  if (!startedAt || !finishedAt) return '';
  return `${((finishedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`;
}

'use client';

import { clsx } from 'clsx';
import { Ban, Circle, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import { Clock } from '#app/time/clock.tsx';
import { duration } from '#app/time/format.ts';
import type { OperationKind, StepStatus } from '#server/stores/operation.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { OperationView, StepView } from '#server/stores/view.ts';
import { STEP_WORDS } from './operation-words.ts';

const LOOKS = {
  pending: { icon: Circle, look: 'text-edge' },
  running: { icon: CircleDashed, look: 'animate-breathe text-accent' },
  succeeded: { icon: CircleCheck, look: 'text-good' },
  failed: { icon: CircleX, look: 'text-bad' },
  cancelled: { icon: Ban, look: 'text-muted' },
} as const satisfies Record<StepStatus, { icon: LucideIcon; look: string }>;

type TimelineProps = {
  operation: OperationView;
  /** What each step takes here as a rule. */
  typicalMs?: Record<string, number> | undefined;
};

/** The steps of an operation in their order, each with its state, its clock and what it did or waits for. */
export function Timeline({ operation, typicalMs = {} }: TimelineProps) {
  return (
    <ol>
      {operation.steps.map((step) => (
        <Step key={step.name} kind={operation.kind} step={step} typicalMs={typicalMs[step.name]} />
      ))}
    </ol>
  );
}

type StepProps = { kind: OperationKind; step: StepView; typicalMs: number | undefined };

function Step({ kind, step, typicalMs }: StepProps) {
  const { name, status, detail, startedAt, finishedAt } = step;
  const { icon: Icon, look } = LOOKS[status];
  return (
    <li
      data-step={name}
      data-status={status}
      aria-current={status === 'running' ? 'step' : undefined}
      className="relative flex gap-3 pb-4 not-last:before:absolute not-last:before:top-6 not-last:before:bottom-0.5 not-last:before:left-[9px] not-last:before:w-px not-last:before:bg-line last:pb-0"
    >
      <Icon className={clsx('mt-0.5 size-[19px] shrink-0', look)} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className={clsx('flex items-baseline justify-between gap-3', status === 'running' && 'font-medium')}>
          <span className={clsx(['pending', 'cancelled'].includes(status) && 'text-muted')}>
            {stepTitle(kind, name)}
            <span className="sr-only">: {STEP_WORDS[status]}</span>
          </span>
          <span className="shrink-0 font-normal text-muted">
            {typicalMs !== undefined && <span className="text-xs">usually {duration(typicalMs)}</span>}
            {startedAt && (
              <span className="inline-block min-w-11 text-right">
                <Clock from={startedAt} to={finishedAt} />
              </span>
            )}
          </span>
        </p>
        {detail && <p className={clsx('wrap-anywhere', status === 'failed' ? 'text-bad' : 'text-muted')}>{detail}</p>}
      </div>
    </li>
  );
}

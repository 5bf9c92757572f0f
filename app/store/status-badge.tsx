'use client';

import { clsx } from 'clsx';
import { CircleCheck, CircleDashed, CircleX, Trash2, type LucideIcon } from 'lucide-react';
import { usePlatform } from '#app/platform/platform.tsx';
import { Clock } from '#app/time/clock.tsx';
import type { StoreStatus } from '#server/stores/status.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { StoreView } from '#server/stores/view.ts';
import { currentStep } from './current-step.ts';
import { isInTransition, statusLabel } from '#server/stores/status-label.ts';

/** Icon and colour of each status; the words are always beside them. */
export const STATUS_LOOKS = {
  provisioning: { icon: CircleDashed, look: 'bg-accent-soft text-accent' },
  ready: { icon: CircleCheck, look: 'bg-good-soft text-good' },
  failed: { icon: CircleX, look: 'bg-bad-soft text-bad' },
  deleting: { icon: Trash2, look: 'bg-sunken text-muted' },
} as const satisfies Record<StoreStatus, { icon: LucideIcon; look: string }>;

export function StatusBadge({ status }: { status: StoreStatus }) {
  const { isSimulated } = usePlatform();
  const { icon: Icon, look } = STATUS_LOOKS[status];
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 font-medium whitespace-nowrap',
        look,
      )}
    >
      <Icon className={clsx('size-3.5', isInTransition(status) && 'animate-breathe')} aria-hidden />
      {statusLabel(status, isSimulated)}
    </span>
  );
}

/** While a store is on its way: the step that runs, and since when. */
export function RunningStep({ store }: { store: StoreView }) {
  const step = isInTransition(store.status) ? currentStep(store.operation) : null;
  if (!step) return null;
  const from = step.startedAt ?? store.operation.startedAt ?? store.operation.createdAt;
  return (
    <span className="inline-flex items-baseline gap-1.5 text-muted">
      <span>{step.startedAt ? stepTitle(store.operation.kind, step.name) : 'Waiting to start'}</span>
      <Clock from={from} to={null} />
    </span>
  );
}

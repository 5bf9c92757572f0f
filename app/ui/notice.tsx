import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const TONES = {
  info: { icon: Info, look: 'border-line bg-sunken text-ink' },
  warn: { icon: TriangleAlert, look: 'border-warn/30 bg-warn-soft text-warn' },
  bad: { icon: CircleAlert, look: 'border-bad/30 bg-bad-soft text-bad' },
} as const satisfies Record<string, { icon: LucideIcon; look: string }>;

type NoticeProps = { tone: keyof typeof TONES; role?: 'alert' | 'status'; action?: ReactNode; children: ReactNode };

/** A sentence that should not be missed, with what to do about it. */
export function Notice({ tone, role, action, children }: NoticeProps) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div
      role={role}
      className={clsx('flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-3.5 py-2.5', look)}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 basis-52 wrap-anywhere">{children}</div>
      {action}
    </div>
  );
}

import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';

type PanelProps = { title: string; actions?: ReactNode; className?: string; children: ReactNode };

/** A titled part of a page. */
export function Panel({ title, actions, className, children }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx('rounded-xl border border-line bg-surface shadow-raised', className)}>
      <header className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 py-1.5 sm:px-5">
        <h2 id={id} className="font-semibold tracking-tight">
          {title}
        </h2>
        {actions}
      </header>
      <div className="px-4 py-4 sm:px-5">{children}</div>
    </section>
  );
}

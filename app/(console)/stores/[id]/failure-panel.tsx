'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleX } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { CopyTextButton } from '#app/ui/copy-button.tsx';
import { ADVICE, type Failure } from '#server/stores/operation.ts';
import { isAllowed } from '#server/stores/status.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { StoreView } from '#server/stores/view.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { FAILURE_TITLES } from './operation-words.ts';
import { RetryButton } from './retry-button.tsx';

/** Why it failed: in which step and object, what the cluster said, what to do, and the button that does it. */
export function FailurePanel({ store, failure }: { store: StoreView; failure: Failure }) {
  const id = useId();
  const { reason, step, object, message, events = [], logs } = failure;
  const version = useQuery(useTRPC().health.get.queryOptions()).data?.version;
  const canRetry = isAllowed('retry', { status: store.status, lastOperation: store.operation.kind });
  return (
    <section
      aria-labelledby={id}
      className="space-y-4 rounded-xl border border-bad/35 bg-surface p-4 shadow-raised sm:p-5"
    >
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id={id} className="flex items-center gap-2 text-base font-semibold tracking-tight text-bad">
            <CircleX className="size-5 shrink-0" aria-hidden />
            {FAILURE_TITLES[reason]}
          </h2>
          <p className="mt-1.5">{ADVICE[reason]}</p>
        </div>
        <div className="flex flex-wrap gap-2.5">
          <CopyTextButton what="diagnostics" text={() => diagnosticsOf(store, version)} />
          {canRetry && <RetryButton id={store.id} />}
        </div>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Term name="Step">{stepTitle(store.operation.kind, step)}</Term>
        {object && (
          <Term name="Object">
            <code className="font-mono text-xs">{object}</code>
          </Term>
        )}
        <Term name="Reason">
          <code className="font-mono text-xs">{reason}</code>
        </Term>
        <Term name="Message">{message}</Term>
      </dl>
      {events.length > 0 && <Lines title="Last warnings of the cluster" text={events.join('\n')} />}
      {logs && <Lines title="Last log lines" text={logs} />}
    </section>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}

/** Text of a machine, as it came. It can be scrolled, so it can be focused. */
function Lines({ title, text }: { title: string; text: string }) {
  return (
    <figure>
      <figcaption className="mb-1.5 font-medium">{title}</figcaption>
      <pre
        role="region"
        aria-label={title}
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
    </figure>
  );
}

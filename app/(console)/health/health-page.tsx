'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLiveState, type LiveState } from '#app/live/live-stores.tsx';
import { Clock } from '#app/time/clock.tsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { CopyTextButton } from '#app/ui/copy-button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { HEALTH_EVERY_MS } from '../status-bar.tsx';

type Health = Outputs['health']['get'];

const VERDICTS = {
  ok: 'Everything works.',
  degraded: 'Something is away or wants mending. What it is stands below; the rest works.',
  down: 'The database is away, so nothing can be answered.',
} as const satisfies Record<Health['status'], string>;

const PARTS = [
  { key: 'database', name: 'Database' },
  { key: 'kubernetes', name: 'Kubernetes' },
  { key: 'rights', name: 'Rights in the cluster' },
  { key: 'helm', name: 'Helm' },
  { key: 'inngest', name: 'Inngest' },
  { key: 'orphans', name: 'Namespaces' },
] as const satisfies readonly { key: keyof Health; name: string }[];

const VIEW_WORDS = {
  live: { state: 'ok', words: 'This page hears of changes as they happen.' },
  connecting: { state: 'bad', words: 'This page is connecting again. What it shows is the last known state.' },
  offline: { state: 'bad', words: 'This browser has no network.' },
} as const satisfies Record<LiveState, { state: State; words: string }>;

type State = 'ok' | 'bad' | 'unknown';

const LOOKS = {
  ok: { icon: CircleCheck, look: 'text-good', words: 'in order' },
  bad: { icon: CircleX, look: 'text-bad', words: 'not in order' },
  unknown: { icon: CircleDashed, look: 'text-muted', words: 'not known yet' },
} as const satisfies Record<State, { icon: LucideIcon; look: string; words: string }>;

/** The platform and what it stands on, each part in its own words, and the work that it has before it. */
export function HealthPage() {
  const trpc = useTRPC();
  const health = useQuery(trpc.health.get.queryOptions(undefined, { refetchInterval: HEALTH_EVERY_MS }));
  const view = VIEW_WORDS[useLiveState()];
  const { data } = health;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold tracking-tight">Health</h1>
        {data && <CopyTextButton what="as text" text={() => asText(data)} />}
      </div>
      {health.error && (
        <Problem error={health.error} onRetry={() => void health.refetch()}>
          The platform did not tell how it is.
        </Problem>
      )}
      {health.isPending && <Loading what="Asking every part…" lines={6} />}
      {data && (
        <Panel title={VERDICTS[data.status]} actions={<Asked at={health.dataUpdatedAt} />}>
          <ul className="divide-y divide-line">
            {PARTS.map(({ key, name }) => (
              <Part key={key} name={name} state={stateOf(data[key])}>
                {data[key]?.message ?? 'Not known yet: it is looked at within a minute after the start.'}
              </Part>
            ))}
            <Part name="Live view" state={view.state}>
              {view.words}
            </Part>
          </ul>
        </Panel>
      )}
      <Work />
      {data && (
        <p className="text-muted">
          Storewright {data.version}
          {data.commit && `, commit ${data.commit}`}
        </p>
      )}
    </>
  );
}

function Asked({ at }: { at: number }) {
  return (
    <span className="text-muted">
      asked <RelativeTime date={new Date(at)} />
    </span>
  );
}

function Part({ name, state, children }: { name: string; state: State; children: ReactNode }) {
  const { icon: Icon, look, words } = LOOKS[state];
  return (
    <li className="flex gap-3 py-2.5 first:pt-0 last:pb-0">
      <Icon className={clsx('mt-0.5 size-[19px] shrink-0', look)} aria-hidden />
      <div className="min-w-0 sm:grid sm:flex-1 sm:grid-cols-[11rem_minmax(0,1fr)] sm:gap-3">
        <p className="font-medium">
          {name}
          <span className="sr-only">: {words}</span>
        </p>
        <p className={clsx('wrap-anywhere', state === 'bad' ? 'text-bad' : 'text-muted')}>{children}</p>
      </div>
    </li>
  );
}

/** How much work waits and runs, of all people together. */
function Work() {
  const queue = useQuery(useTRPC().store.queue.queryOptions(undefined, { refetchInterval: HEALTH_EVERY_MS }));
  if (!queue.data) return null;
  const { waiting, running, waitingSince } = queue.data;
  return (
    <Panel title="Work">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5">
        <dt className="text-muted">Running</dt>
        <dd className="tabular-nums">{running}</dd>
        <dt className="text-muted">Waiting to start</dt>
        <dd className="flex items-center gap-2 tabular-nums">
          {waiting}
          {waitingSince && (
            <span className="text-muted">
              the first for <Clock from={waitingSince} to={null} />
            </span>
          )}
        </dd>
      </dl>
    </Panel>
  );
}

function stateOf(part: { ok: boolean } | null): State {
  if (!part) return 'unknown';
  return part.ok ? 'ok' : 'bad';
}

function asText(health: Health): string {
  const parts = PARTS.map(({ key, name }) => `${name}: ${health[key]?.message ?? LOOKS.unknown.words}`);
  return [`Storewright ${health.version} ${health.commit}: ${health.status}`, ...parts, ''].join('\n');
}

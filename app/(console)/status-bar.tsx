'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import Link from 'next/link';
import { useLiveState, type LiveState } from '#app/live/live-stores.tsx';
import { useTRPC } from '#app/trpc/client.ts';
import { problemOf } from '#app/trpc/problem.ts';

/** Health is not pushed; it is asked for while the page is visible. */
export const HEALTH_EVERY_MS = 15_000;

const LIVE_PARTS = {
  live: { tone: 'good', value: 'live', title: 'Changes arrive as they happen.' },
  connecting: { tone: 'warn', value: 'reconnecting', title: 'What you see is the last known state.' },
  offline: { tone: 'bad', value: 'offline', title: 'This browser has no network.' },
} as const satisfies Record<LiveState, PartState>;

/** The platform and what it stands on, at the foot of every screen. */
export function StatusBar() {
  const trpc = useTRPC();
  const health = useQuery(trpc.health.get.queryOptions(undefined, { refetchInterval: HEALTH_EVERY_MS }));
  const { data, error } = health;
  return (
    <footer
      aria-label="Status of the platform"
      className="sticky bottom-0 z-20 border-t border-line bg-surface text-xs text-muted"
    >
      <Fault part={data?.rights} />
      <ul className="mx-auto flex min-h-9 max-w-6xl flex-wrap items-center gap-x-3 gap-y-1 sm:gap-x-4 px-4 py-1.5 sm:px-6">
        <Part name="API" {...apiState(data?.database, error)} />
        <Part name="Kubernetes" {...partState(error ? undefined : data?.kubernetes)} />
        <Part name="Inngest" {...partState(error ? undefined : data?.inngest)} />
        <Part name="View" {...LIVE_PARTS[useLiveState()]} />
        <Work />
        <li className="ml-auto">
          <Link href="/health" className="rounded-sm underline-offset-2 hover:text-ink hover:underline">
            Health{data && <span className="tabular-nums max-sm:sr-only"> · version {data.version}</span>}
          </Link>
        </li>
      </ul>
    </footer>
  );
}

/** The platform's own work, of all people: whoever waits sees whether they wait alone. */
function Work() {
  const queue = useQuery(useTRPC().store.queue.queryOptions(undefined, { refetchInterval: HEALTH_EVERY_MS }));
  if (!queue.data) return null;
  const { waiting, running } = queue.data;
  const words = [running > 0 && `${running} running`, waiting > 0 && `${waiting} waiting`].filter(Boolean).join(', ');
  return (
    <li className="whitespace-nowrap max-sm:hidden" title="Work on stores, of all people together">
      Work <span className={clsx(words && 'font-medium text-ink')}>{words || 'none'}</span>
    </li>
  );
}

/** What the operator must mend by hand. */
function Fault({ part }: { part: PartHealth | null | undefined }) {
  if (part?.ok !== false) return null;
  return (
    <p role="alert" className="border-b border-bad/30 bg-bad-soft px-4 py-1.5 text-center text-bad sm:px-6">
      {part.message}
    </p>
  );
}

type PartState = { tone: 'good' | 'warn' | 'bad' | 'idle'; value: string; title: string };
type PartHealth = { ok: boolean; message: string };

function partState(part: PartHealth | undefined): PartState {
  if (!part) return { tone: 'idle', value: 'not known yet', title: 'Being asked.' };
  return part.ok
    ? { tone: 'good', value: 'up', title: part.message }
    : { tone: 'bad', value: 'away', title: part.message };
}

/** The API answers whenever it can; without its database the answers are refusals. */
function apiState(database: PartHealth | undefined, error: unknown): PartState {
  return error ? { tone: 'bad', value: 'away', title: problemOf(error).message } : partState(database);
}

const DOTS = { good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', idle: 'bg-edge' } as const;

function Part({ name, tone, value, title }: PartState & { name: string }) {
  return (
    <li title={title} className="flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className={clsx('size-2 rounded-full', DOTS[tone])} />
      <span>
        {name} <span className={clsx(tone === 'good' ? 'max-sm:sr-only' : 'font-medium text-ink')}>{value}</span>
      </span>
    </li>
  );
}

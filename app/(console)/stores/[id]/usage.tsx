'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import type { StoreView } from '#server/stores/view.ts';
import { useAskedAgain } from './asked-again.ts';

type QuotaUse = NonNullable<Outputs['store']['use']>[number];

const GIB = 2 ** 30;
const CORES = { one: 1, unit: ' cores' };
const BYTES = { one: GIB, unit: ' GiB' };
const PIECES = { one: 1, unit: '' };

/** What people call the limits of a quota, in the order of their interest, and in which unit they think of each. */
const KNOWN: readonly { resource: string; name: string; one: number; unit: string }[] = [
  { resource: 'limits.cpu', name: 'CPU, at most', ...CORES },
  { resource: 'requests.cpu', name: 'CPU, reserved', ...CORES },
  { resource: 'limits.memory', name: 'Memory, at most', ...BYTES },
  { resource: 'requests.memory', name: 'Memory, reserved', ...BYTES },
  { resource: 'requests.storage', name: 'Storage', ...BYTES },
  { resource: 'persistentvolumeclaims', name: 'Volumes', ...PIECES },
  { resource: 'pods', name: 'Pods', ...PIECES },
];
/** From here on the next rollout may not fit beside what runs. */
const ALMOST_FULL = 0.9;

/** How much of what the store may use it uses, as the cluster counts it. */
export function Usage({ store }: { store: StoreView }) {
  const options = useTRPC().store.use.queryOptions({ id: store.id });
  const use = useQuery(options);
  useAskedAgain(store.version, options.queryKey);
  return (
    <Panel title="Resources">
      {use.error && (
        <Problem error={use.error} onRetry={() => void use.refetch()}>
          The quota could not be read.
        </Problem>
      )}
      {use.isPending && <Loading what="Asking the cluster…" />}
      {use.data === null && <p className="text-muted">The cluster has no limits of this store now.</p>}
      {use.data && (
        <ul className="space-y-3">
          {KNOWN.map(({ resource, ...words }) => {
            const limit = use.data?.find((known) => known.resource === resource);
            return limit && <Limit key={resource} limit={limit} {...words} />;
          })}
        </ul>
      )}
    </Panel>
  );
}

type LimitProps = { limit: QuotaUse; name: string; one: number; unit: string };

function Limit({ limit: { resource, used, limit }, name, one, unit }: LimitProps) {
  const share = limit > 0 ? used / limit : 0;
  const percent = Math.min(100, Math.round(share * 100));
  const words = `${round(used / one)} of ${round(limit / one)}${unit}`;
  return (
    <li>
      <p className="flex justify-between gap-3">
        <span title={resource}>{name}</span>
        <span className="text-muted tabular-nums">{words}</span>
      </p>
      <div
        role="meter"
        aria-label={name}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={words}
        className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={clsx('h-full rounded-full', share >= ALMOST_FULL ? 'bg-warn' : 'bg-accent')}
          style={{ width: `${percent}%` }}
        />
      </div>
    </li>
  );
}

/** Two digits behind the point say enough of cores and gigabytes. */
function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}

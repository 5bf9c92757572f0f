'use client';

import { useQuery } from '@tanstack/react-query';
import { RelativeTime } from '#app/time/relative-time.tsx';
import { useTRPC, type Outputs } from '#app/trpc/client.ts';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { RemoveOrphan } from './remove-orphan.tsx';

type Mismatches = Outputs['admin']['mismatches'];
export type Orphan = Mismatches['orphans'][number];

/** Where the cluster and the platform's rows differ, and what to do about it. */
export function Namespaces() {
  const { data, error, isPending, refetch } = useQuery(useTRPC().admin.mismatches.queryOptions());
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Namespaces</h1>
      {error && (
        <Problem error={error} onRetry={() => void refetch()}>
          The namespaces could not be compared.
        </Problem>
      )}
      {isPending && <Loading what="Comparing the cluster with the stores…" />}
      {data && (
        <>
          <Panel title="Namespaces without a store">
            <Orphans orphans={data.orphans} />
          </Panel>
          <Panel title="Stores without a namespace">
            <Missing missing={data.missing} />
          </Panel>
        </>
      )}
    </>
  );
}

function Orphans({ orphans }: { orphans: Mismatches['orphans'] }) {
  if (orphans.length === 0) return <p className="text-muted">Each namespace of a store has its store.</p>;
  return (
    <ul className="divide-y divide-line">
      {orphans.map((orphan) => (
        <li key={orphan.uid} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
          <div className="min-w-0 flex-1 basis-60">
            <code className="font-mono text-xs wrap-anywhere">{orphan.name}</code>
            <p className="text-muted">
              {orphan.storeName ? `Was made for ${orphan.storeName}, created` : 'Created'}{' '}
              <RelativeTime date={orphan.createdAt} />
            </p>
          </div>
          {orphan.isTerminating ? (
            <span className="text-muted">Is being removed</span>
          ) : (
            <RemoveOrphan orphan={orphan} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Missing({ missing }: { missing: Mismatches['missing'] }) {
  if (missing.length === 0) return <p className="text-muted">No store has lost its namespace.</p>;
  return (
    <ul className="space-y-1.5">
      {missing.map(({ id, name, owner }) => (
        <li key={id} className="wrap-anywhere">
          <span className="font-medium">{name}</span> of {owner}
          <span className="text-muted">: only they can retry it, which builds it anew, or delete it.</span>
        </li>
      ))}
    </ul>
  );
}

'use client';

import { clsx } from 'clsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import type { AuditEntryView, AuditResult } from '#server/stores/audit.ts';
import { operationAnchor } from '#app/store/operation-anchor.ts';
import { browserName } from '#app/ui/browser-name.ts';
import { actionWords, detailWords, RESULT_WORDS } from './audit-words.ts';

const COLUMNS = ['What', 'Result', 'Who', 'From', 'When'];

/** Five columns where there is room for them; in a narrow place each entry becomes a card of two. */
const ROW =
  'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 ' +
  '@3xl:grid-cols-[minmax(0,1.5fr)_6rem_minmax(0,1.3fr)_minmax(0,1.3fr)_8rem]';

const RESULT_LOOKS = {
  accepted: 'text-muted',
  done: 'text-muted',
  succeeded: 'text-good',
  failed: 'text-bad',
  cancelled: 'text-muted',
} as const satisfies Record<AuditResult, string>;

/** Who did what, with which result, from where, when. `showsStore`: where the entries are of more than one store. */
export function AuditTable({ entries, showsStore }: { entries: readonly AuditEntryView[]; showsStore?: boolean }) {
  return (
    <div role="table" aria-label="Audit log" className="@container">
      <div role="rowgroup" className="sr-only @3xl:not-sr-only">
        <div role="row" className={clsx(ROW, 'pb-2.5 font-medium text-muted')}>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {column}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="divide-y divide-line">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} showsStore={showsStore} />
        ))}
      </div>
    </div>
  );
}

function Entry({ entry, showsStore = false }: { entry: AuditEntryView; showsStore?: boolean | undefined }) {
  const { at, action, result, storeName, operationId, address, userAgent } = entry;
  const more = [showsStore && storeName, detailWords(entry)].filter(Boolean).join(' · ');
  return (
    <div role="row" className={clsx(ROW, 'py-2.5 first:pt-0 last:pb-0 @3xl:first:pt-2.5')}>
      <div role="cell" className="min-w-0">
        <p className="font-medium wrap-anywhere">
          {operationId && !showsStore ? (
            <a href={`#${operationAnchor(operationId)}`} className="hover:underline">
              {actionWords(action)}
            </a>
          ) : (
            actionWords(action)
          )}
        </p>
        <p className="truncate text-muted" title={more}>
          {more}
        </p>
      </div>
      <div role="cell" className={clsx('@max-3xl:text-right', RESULT_LOOKS[result])}>
        {RESULT_WORDS[result]}
      </div>
      <div role="cell" className="min-w-0 @max-3xl:col-span-2">
        <Who entry={entry} />
      </div>
      <div role="cell" className="min-w-0 text-muted">
        <p className="truncate tabular-nums" title={address ?? undefined}>
          {address ?? <span className="@max-3xl:hidden">–</span>}
        </p>
        <p className="truncate @max-3xl:hidden" title={userAgent ?? undefined}>
          {userAgent && browserName(userAgent)}
        </p>
      </div>
      <div role="cell" className="text-right text-muted @3xl:text-left">
        <RelativeTime date={at} />
      </div>
    </div>
  );
}

/** The person; and by what, when that was no browser of theirs. */
function Who({ entry: { by, person, tokenName } }: { entry: AuditEntryView }) {
  if (by === 'system') return <TwoLines first="Storewright" second={person && `for ${person}`} />;
  return <TwoLines first={person ?? 'Somebody'} second={tokenName && `by the token ${tokenName}`} />;
}

function TwoLines({ first, second }: { first: string; second: string | null }) {
  return (
    <>
      <p className="truncate" title={first}>
        {first}
      </p>
      {second && (
        <p className="truncate text-muted" title={second}>
          {second}
        </p>
      )}
    </>
  );
}

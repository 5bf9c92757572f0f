'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '#app/trpc/client.ts';
import { Button } from '#app/ui/button.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Problem } from '#app/ui/problem.tsx';
import { INPUT_CLASS } from '#app/ui/text-field.tsx';
import { LOG_LINES_MAX, type StoreView } from '#server/stores/view.ts';
import { useLiveLog } from './live-log.ts';

const LINES = [100, 200, 500, LOG_LINES_MAX];
const USUAL_LINES = 200;

const NO_PODS = 'No container, no log: the cluster has no pods of this store now.';
const PODS_UNKNOWN = 'Without the pods it is not known what could be read.';

type Source = { pod: string; container: string };

/** What the containers of the store write, without what is secret: the last lines, live or as they were, found and taken away. */
export function Logs({ store }: { store: StoreView }) {
  const pods = useQuery(useTRPC().store.pods.queryOptions({ id: store.id }));
  const sources = (pods.data ?? []).flatMap((pod) =>
    pod.containers.map((container): Source => ({ pod: pod.name, container: container.name })),
  );
  const [chosen, choose] = useState('');
  const source = sources.find((known) => keyOf(known) === chosen) ?? sources[0];
  return (
    <Panel title="Logs">
      {source ? (
        <LogOf key={keyOf(source)} id={store.id} source={source} sources={sources} onChoose={choose} />
      ) : (
        <p className="text-muted">{pods.data ? NO_PODS : pods.error ? PODS_UNKNOWN : 'Asking the cluster…'}</p>
      )}
    </Panel>
  );
}

const keyOf = ({ pod, container }: Source) => `${pod}/${container}`;

type LogOfProps = { id: string; source: Source; sources: Source[]; onChoose: (key: string) => void };

function LogOf({ id, source, sources, onChoose }: LogOfProps) {
  const [lines, setLines] = useState(USUAL_LINES);
  const [wantsLive, setLive] = useState(false);
  const [previous, setPrevious] = useState(false);
  const [filter, setFilter] = useState('');
  // What was written before a restart grows no more.
  const follows = wantsLive && !previous;
  const read = useQuery(
    useTRPC().store.logs.queryOptions(
      { id, ...source, lines, previous },
      { enabled: !follows, placeholderData: (known) => known, gcTime: 0 },
    ),
  );
  const live = useLiveLog({ id, ...source, lines }, follows);
  const text = follows && live.text !== undefined ? live.text : read.data;
  const error = follows ? live.error : read.error;
  const all = text?.replace(/\n$/, '').split('\n') ?? [];
  const shown = filter ? all.filter((line) => line.toLowerCase().includes(filter.toLowerCase())) : all;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2.5">
        <select
          aria-label="Container"
          value={keyOf(source)}
          onChange={(event) => onChoose(event.target.value)}
          className={`${INPUT_CLASS} min-w-0 flex-1 basis-52`}
        >
          {sources.map((known) => (
            <option key={keyOf(known)}>{keyOf(known)}</option>
          ))}
        </select>
        <select
          aria-label="How many lines"
          value={lines}
          onChange={(event) => setLines(Number(event.target.value))}
          className={`${INPUT_CLASS} max-w-40`}
        >
          {LINES.map((count) => (
            <option key={count} value={count}>
              Last {count} lines
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <input
          type="search"
          aria-label="Show only lines with"
          placeholder="Show only lines with"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className={`${INPUT_CLASS} min-w-0 flex-1 basis-44`}
        />
        <Check label="Live" isChecked={wantsLive} onChange={setLive} />
        <Check label="Before the last restart" isChecked={previous} onChange={setPrevious} />
        <Button disabled={shown.length === 0} onClick={() => save(`${keyOf(source).replace('/', '-')}.log`, shown)}>
          <Download aria-hidden />
          Download
        </Button>
      </div>
      {error && (
        <Problem error={error} onRetry={() => void (follows ? live.reopen() : read.refetch())}>
          {follows ? 'The log is not live now.' : 'The log could not be read.'}
        </Problem>
      )}
      {text === undefined && !error && <Loading what="Reading the log…" />}
      {text === null && (
        <p className="text-muted">There is no log of this container now: it has not started, or its node keeps none.</p>
      )}
      {text === '' && <p className="text-muted">This container has written nothing yet.</p>}
      {text && (
        <Lines lines={shown} total={all.length} state={follows ? (live.isLive ? 'live' : 'connecting') : 'still'} />
      )}
    </div>
  );
}

type CheckProps = { label: string; isChecked: boolean; onChange: (isChecked: boolean) => void };

function Check({ label, isChecked, onChange }: CheckProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  );
}

const STATE_WORDS = { live: ', live.', connecting: ', connecting…', still: '.' } as const;

type LinesProps = { lines: string[]; total: number; state: keyof typeof STATE_WORDS };

/** Stays at its end while its reader is there. */
function Lines({ lines, total, state }: LinesProps) {
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  const text = lines.join('\n');
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  });
  return (
    <figure>
      <pre
        ref={box}
        role="region"
        aria-label="Log lines"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 20;
        }}
        className="max-h-96 min-h-24 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
      <figcaption className="mt-1.5 text-xs text-muted">
        {lines.length === total ? '' : `${lines.length} of `}
        {total === 1 ? '1 line' : `${total} lines`}
        {STATE_WORDS[state]} Secrets are blacked out.
      </figcaption>
    </figure>
  );
}

function save(name: string, lines: string[]): void {
  const address = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'text/plain' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

import { clsx } from 'clsx';
import { RelativeTime } from '#app/time/relative-time.tsx';
import type { EventView, PodView } from './pods.tsx';

/** A pod's containers, and what the cluster says happened to it of late. */
export function PodDetails({ pod, events }: { pod: PodView; events: EventView[] }) {
  return (
    <div className="space-y-3 rounded-lg bg-sunken p-3">
      <ul className="space-y-2" aria-label={`Containers of ${pod.name}`}>
        {pod.containers.map((container) => (
          <Container key={container.name} container={container} />
        ))}
      </ul>
      {events.length === 0 ? (
        <p className="text-muted">The cluster keeps no events of this pod any more.</p>
      ) : (
        <ul className="space-y-1.5" aria-label={`Events of ${pod.name}`}>
          {events.map((event) => (
            <Event key={`${event.reason} ${event.lastAt.getTime()} ${event.message}`} event={event} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Container({ container }: { container: PodView['containers'][number] }) {
  const { name, image, state, reason, restarts } = container;
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{name}</span>
        <span className={clsx(reason && state === 'waiting' ? 'text-warn' : 'text-muted')}>
          {state}
          {reason && ` (${reason})`}
          {restarts > 0 && `, restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}`}
        </span>
      </p>
      <p className="font-mono text-xs text-muted wrap-anywhere">{image}</p>
    </li>
  );
}

function Event({ event: { isWarning, reason, message, count, lastAt } }: { event: EventView }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      <span className={clsx('min-w-0 flex-1 basis-60 wrap-anywhere', isWarning ? 'text-warn' : 'text-ink')}>
        <span className="font-medium">{reason}</span> {message}
        {count > 1 && ` (${count} times)`}
      </span>
      <span className="text-muted">
        <RelativeTime date={lastAt} />
      </span>
    </li>
  );
}

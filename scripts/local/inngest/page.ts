import type { Core } from './core.ts';
import type { EventPayload } from './event-payload.ts';

type RunRow = {
  id: string;
  function_id: string;
  event: EventPayload;
  status: string;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  attempt: number | null;
};

/** Runs on the overview; older ones are still in the store. */
const shownRuns = 200;

const runColumns = `runs.id, function_id, event, status, created_at, started_at, ended_at,
  (select max(attempt) from items where items.run_id = runs.id and kind = 'call') as attempt`;

/** The page of functions and the latest runs. */
export async function overviewPage(core: Core): Promise<string> {
  const runs = await core.database.query<RunRow>(`select ${runColumns} from runs order by id desc limit ${shownRuns}`);
  const functions = core.functions
    .all()
    .map((config) => [
      escape(config.id),
      config.triggers.map(({ event }) => escape(event)).join(', '),
      String(config.maxAttempts),
      config.concurrency.map(({ limit, key }) => escape(key ? `${limit} per ${key}` : String(limit))).join(', ') ||
        'no limit',
    ]);
  return page(
    'Inngest engine',
    `<p>The embedded engine for local use. It speaks the public protocol of the Inngest SDK.</p>
     <h2>Functions</h2>${table(['Function', 'Event', 'Attempts', 'At once'], functions)}
     <h2>Latest runs</h2>${table(runHeadings, runs.map(runCells))}`,
  );
}

/** The page of one run and its steps; null when there is no such run. */
export async function runPage(core: Core, id: string): Promise<string | null> {
  const [run] = await core.database.query<RunRow & { error: string | null }>(
    `select ${runColumns}, output->'error'->>'message' as error from runs where id = $1`,
    [id],
  );
  if (run === undefined) {
    return null;
  }
  const steps = await core.database.query<{
    name: string;
    op: string;
    status: string;
    attempts: number;
    created_at: Date;
    ended_at: Date | null;
    error: string | null;
  }>(
    `select name, op, status, attempts, created_at, ended_at, result->'error'->>'message' as error
     from steps where run_id = $1 order by ended_position nulls last, created_at`,
    [id],
  );
  const rows = steps.map((step) => [
    escape(step.name),
    escape(step.op),
    status(step.status),
    String(step.attempts),
    time(step.created_at),
    time(step.ended_at),
    escape(step.error ?? ''),
  ]);
  return page(
    `Run ${run.id}`,
    `<p><a href="/">All runs</a></p>${table(runHeadings, [runCells(run)])}
     ${run.error === null ? '' : `<p>Error: ${escape(run.error)}</p>`}
     <h2>Steps</h2>${table(['Step', 'Kind', 'Status', 'Attempts', 'Known since', 'Ended', 'Error'], rows)}`,
  );
}

const runHeadings = ['Run', 'Function', 'Event', 'Event id', 'Status', 'Attempt', 'Created', 'Started', 'Ended'];

function runCells(run: RunRow): string[] {
  return [
    `<a href="/runs/${escape(run.id)}">${escape(run.id)}</a>`,
    escape(run.function_id),
    escape(run.event.name),
    escape(run.event.id),
    status(run.status),
    run.attempt === null ? '' : String(run.attempt + 1),
    time(run.created_at),
    time(run.started_at),
    time(run.ended_at),
  ];
}

function table(headings: string[], rows: string[][]): string {
  if (rows.length === 0) {
    return '<p>None yet.</p>';
  }
  const head = headings.map((heading) => `<th scope="col">${heading}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function status(text: string): string {
  return `<span class="${escape(text)}">${escape(text)}</span>`;
}

function time(moment: Date | null): string {
  return moment === null ? '' : `<time datetime="${moment.toISOString()}">${moment.toISOString().slice(11, 23)}</time>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root { color-scheme: light dark; --line: light-dark(#ddd, #333); --good: light-dark(#16753a, #6fd695);
  --bad: light-dark(#b3261e, #ff9c94); --busy: light-dark(#1f5fbf, #8fb8ff); }
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); white-space: nowrap; }
.completed { color: var(--good); } .failed { color: var(--bad); } .running, .planned, .waiting { color: var(--busy); }
</style></head><body><h1>${escape(title)}</h1>${body}</body></html>`;
}

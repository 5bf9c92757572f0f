/**
 * The engine's tables. Payloads are `json`, not `jsonb`: they are handed on as they came and never looked into.
 * Each statement may be repeated, so every start applies them all.
 */
export const schema = `
create table if not exists functions (
  id text primary key,
  config json not null
);
create table if not exists events (
  id text primary key,
  name text not null,
  payload json not null,
  received_at timestamptz not null default now()
);
create table if not exists seen_events (
  function_id text not null,
  event_id text not null,
  seen_at timestamptz not null default now(),
  primary key (function_id, event_id)
);
create table if not exists runs (
  id text primary key,
  function_id text not null,
  event json not null,
  slots json not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed', 'cancelled')),
  parent_run_id text,
  parent_step_id text,
  output json,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create index if not exists runs_live on runs (function_id) where status in ('queued', 'running');
create table if not exists steps (
  run_id text not null references runs on delete cascade,
  id text not null,
  name text not null,
  op text not null,
  status text not null check (status in ('planned', 'waiting', 'completed', 'failed', 'dropped')),
  is_race boolean not null default false,
  event_name text,
  expression text,
  result json,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_position bigint,
  primary key (run_id, id)
);
create sequence if not exists step_position;
create index if not exists steps_waiting on steps (event_name) where status = 'waiting';
create table if not exists items (
  id bigserial primary key,
  run_id text not null references runs on delete cascade,
  kind text not null check (kind in ('call', 'wake')),
  step_id text,
  attempt integer not null default 0,
  due_at timestamptz not null,
  dispatch text
);
create index if not exists items_run on items (run_id);
`;

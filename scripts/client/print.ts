import { ADVICE, type Failure } from '#server/stores/operation.ts';
import { statusLabel } from '#server/stores/status-label.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { OperationView, OrderCheckView, StoreView } from '#server/stores/view.ts';
import { secondsOf } from './progress.ts';

/** Rows as aligned columns under a head. */
export function table(head: readonly string[], rows: readonly string[][]): string {
  const lines = [[...head], ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function storeText(store: StoreView, isSimulated: boolean): string {
  const facts = [
    [store.name, statusLabel(store.status, isSimulated)],
    ['id', store.id],
    ['type', store.type],
    ['address', store.url],
    ['admin', store.adminUrl],
    ['namespace', store.namespace],
    ['created', store.createdAt.toISOString()],
  ];
  const lines = facts.map(([label = '', value = '']) => `${label.padEnd(12)}${value}`);
  return [...lines, operationText(store.operation)].join('\n');
}

export function operationText(operation: OperationView): string {
  const { kind, status, createdAt, steps, failure } = operation;
  const rows = steps.map(
    (step) =>
      `  ${step.status.padEnd(10)} ${stepTitle(kind, step.name).padEnd(28)} ${secondsOf(step).padStart(8)}  ${step.detail ?? ''}`,
  );
  const lines = [`${kind}: ${status}, asked for ${createdAt.toISOString()}`, ...rows.map((row) => row.trimEnd())];
  return [...lines, ...(failure ? [failureText(failure)] : [])].join('\n');
}

/** What failed, in which object, the cluster's words, and what to do. */
export function failureText({ reason, object, message, events = [], logs }: Failure): string {
  const where = object ? ` in ${object}` : '';
  return [
    `  ${reason}${where}: ${message}`,
    ...events.map((event) => `    ${event}`),
    ...(logs ? [logs] : []),
    `  ${ADVICE[reason]}`,
  ].join('\n');
}

/** What the last test order did, step by step. */
export function orderCheckText(check: OrderCheckView | null): string {
  if (!check) return 'The cluster has no test order of this store.';
  const { state, startedAt, finishedAt, steps, failure } = check;
  return [
    `${state}, ${finishedAt ? `ended ${finishedAt.toISOString()}` : `began ${startedAt.toISOString()}`}`,
    ...steps.map(({ name, ms }) => `  ${name.padEnd(28)} ${String(ms).padStart(6)} ms`),
    ...(failure ? [`  ${[failure.step, failure.answer].filter(Boolean).join(': ')}`] : []),
  ].join('\n');
}

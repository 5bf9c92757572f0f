import { ADVICE } from '#server/stores/operation.ts';
import { stepTitle } from '#server/stores/steps.ts';
import type { StoreView } from '#server/stores/view.ts';

/** All that is known of a store's failure as plain text, for a ticket or a chat. Nothing in it is secret: it was redacted before it was kept. */
export function diagnosticsOf(store: StoreView, platformVersion: string | undefined): string {
  const { id, name, type, namespace, status, operation } = store;
  const { kind, startedAt, finishedAt, failure, steps } = operation;
  const time = (date: Date | null) => date?.toISOString() ?? '–';
  const lines = [
    `Store: ${name} (${id}), ${type}, ${status}`,
    `Namespace: ${namespace}`,
    `Storewright: ${platformVersion ?? 'version not known'}`,
    `Operation: ${kind} ${operation.id}, started ${time(startedAt)}, ended ${time(finishedAt)}`,
    ...steps.map(
      (step) => `  ${step.status.padEnd(9)} ${stepTitle(kind, step.name)}${step.detail ? `: ${step.detail}` : ''}`,
    ),
  ];
  if (failure) {
    const { reason, step, object, message, events = [], logs } = failure;
    lines.push(
      '',
      `Reason: ${reason}`,
      `Step: ${stepTitle(kind, step)}`,
      `Object: ${object ?? '–'}`,
      `Message: ${message}`,
      `What to do: ${ADVICE[reason]}`,
    );
    if (events.length > 0) lines.push('Last warnings:', ...events.map((event) => `  ${event}`));
    if (logs) lines.push('Last log lines:', ...logs.split('\n').map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

import type { OperationView, StepView } from '#server/stores/view.ts';

/** The step that runs now, else the one that comes next; null when the operation has come to its end. */
export function currentStep({ steps }: OperationView): StepView | null {
  return steps.find(({ status }) => status === 'running') ?? steps.find(({ status }) => status === 'pending') ?? null;
}

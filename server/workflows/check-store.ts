import type { CheckStep } from '#server/stores/steps.ts';
import type { StepBody } from './attempt-step.ts';
import { defineOperation } from './define-operation.ts';
import { placeAnotherOrder } from './steps/place-another-order.ts';

export const checkStore = () =>
  defineOperation({
    id: 'check-store',
    kind: 'check',
    // Each is a pod that buys something: a few at once are enough for anybody who looks at them.
    atOnce: { inAll: 25, perPerson: 5 },
    recipe: { 'place-another-order': placeAnotherOrder } satisfies Record<CheckStep, StepBody>,
  });

import type { DeleteStep } from '#server/stores/steps.ts';
import type { StepBody } from './attempt-step.ts';
import { defineOperation } from './define-operation.ts';
import { confirmGone } from './steps/confirm-gone.ts';
import { removeNamespace } from './steps/delete-namespace.ts';
import { stopRunningWork } from './steps/stop-running-work.ts';
import { uninstallChart } from './steps/uninstall-chart.ts';

export const deleteStore = () =>
  defineOperation({
    id: 'delete-store',
    kind: 'delete',
    atOnce: { inAll: 100, perPerson: 25 },
    recipe: {
      'stop-running-work': stopRunningWork,
      'uninstall-chart': uninstallChart,
      'delete-namespace': removeNamespace,
      'confirm-gone': confirmGone,
    } satisfies Record<DeleteStep, StepBody>,
  });

import type { ProvisionStep } from '#server/stores/steps.ts';
import type { StepBody } from './attempt-step.ts';
import { defineOperation } from './define-operation.ts';
import { applyLimits } from './steps/apply-limits.ts';
import { createCredentials } from './steps/create-credentials.ts';
import { installChart } from './steps/install-chart.ts';
import { placeTestOrder } from './steps/place-test-order.ts';
import { reserveNamespace } from './steps/reserve-namespace.ts';
import { sendWelcomeMail } from './steps/send-welcome-mail.ts';
import { startDatabase } from './steps/start-database.ts';
import { startStore } from './steps/start-store.ts';

export const provisionStore = () =>
  defineOperation({
    id: 'provision-store',
    kind: 'provision',
    // Most of a provisioning is waiting for pods; helm has a limit of its own.
    atOnce: { inAll: 100, perPerson: 25 },
    recipe: {
      'reserve-namespace': reserveNamespace,
      'apply-limits': applyLimits,
      'create-credentials': createCredentials,
      'install-chart': installChart,
      'start-database': startDatabase,
      'start-store': startStore,
      'place-test-order': placeTestOrder,
      'send-welcome-mail': sendWelcomeMail,
    } satisfies Record<ProvisionStep, StepBody>,
  });

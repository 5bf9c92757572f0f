import type { OperationKind } from './operation.ts';

/** The recipes as a person sees them (DESIGN §5): names of steps, in order, with their titles. */
export const STEPS = {
  provision: {
    'reserve-namespace': 'Reserve namespace',
    'apply-limits': 'Apply limits and policies',
    'create-credentials': 'Create credentials',
    'install-chart': 'Install chart',
    'start-database': 'Start database',
    'start-store': 'Start store',
    'place-test-order': 'Place a test order',
    'send-welcome-mail': 'Send the welcome mail',
  },
  delete: {
    'stop-running-work': 'Stop running work',
    'uninstall-chart': 'Uninstall chart',
    'delete-namespace': 'Delete namespace',
    'confirm-gone': 'Confirm it is gone',
  },
  check: {
    'place-another-order': 'Place a test order',
  },
} as const satisfies Record<OperationKind, Record<string, string>>;

export type ProvisionStep = keyof (typeof STEPS)['provision'];
export type DeleteStep = keyof (typeof STEPS)['delete'];
export type CheckStep = keyof (typeof STEPS)['check'];
export type StepName = ProvisionStep | DeleteStep | CheckStep;

export function stepNames(kind: OperationKind): string[] {
  return Object.keys(STEPS[kind]);
}

export function stepTitle(kind: OperationKind, name: string): string {
  return (STEPS[kind] as Record<string, string>)[name] ?? name;
}

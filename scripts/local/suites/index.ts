import { check, type Result } from './result.ts';
import { runPlaywright, VISUAL } from './playwright.ts';
import { runVitest } from './vitest.ts';

export type Suite = {
  /** Long suites run only when they are named. */
  isLong?: boolean;
  /** `folder` is the run's own; its reports and its instance lie there. */
  run(folder: string, env: Record<string, string>): Promise<Result>;
};

const vitest = (project: string, ...more: string[]): Suite => ({
  run: (folder, env) => runVitest(project, folder, env, more),
});

/** Everything that `scripts/test` can run, in the order in which it runs: what is quick to fail comes first. */
export const suites = {
  format: { run: () => check(['prettier', '--check', '--log-level=warn', '.']) },
  lint: { run: () => check(['oxlint', '--deny-warnings']) },
  // Next writes the types of routes, which the code refers to.
  types: { run: () => check(['next', 'typegen'], ['tsc', '--noEmit']) },
  unit: vitest('unit'),
  rights: vitest('rights'),
  charts: vitest('charts'),
  integration: vitest('integration'),
  security: vitest('security'),
  contracts: vitest('contracts'),
  e2e: { run: (folder) => runPlaywright(folder) },
  faults: { ...vitest('faults', '--reporter=./tests/faults/support/table.ts'), isLong: true },
  upgrade: { ...vitest('upgrade'), isLong: true },
  visual: { run: (folder) => runPlaywright(folder, VISUAL), isLong: true },
} satisfies Record<string, Suite>;

export type SuiteName = keyof typeof suites;

export const suiteNames = Object.keys(suites) as SuiteName[];

export const isSuite = (name: string): name is SuiteName => Object.hasOwn(suites, name);

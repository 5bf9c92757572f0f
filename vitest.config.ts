import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Suites against a real database and a real API server: the global set-up starts or finds both. */
const onInstance = (
  name: string,
  changes: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    globalSetup: ['tests/instance.ts'],
    setupFiles: ['tests/environment.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...changes,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{app,scripts,server}/**/*.test.{ts,tsx}',
            'tests/*.test.ts',
            'tests/{images,scripts}/**/*.test.ts',
          ],
        },
      },
      onInstance('integration'),
      onInstance('contracts'),
      onInstance('charts'),
      onInstance('rights'),
      // Some of its files start the app, which the first of them builds.
      onInstance('security', { hookTimeout: 300_000 }),
      // Kills processes and starts them again: one file at a time, and with the patience that the bounds of the promises ask for.
      onInstance('faults', { testTimeout: 300_000, fileParallelism: false }),
      // Builds earlier versions.
      onInstance('upgrade', { testTimeout: 300_000 }),
    ],
  },
});

import { describe, expect, it, vi } from 'vitest';

/** What the process's singletons throw: one copy of the class throws, another copy catches. */
const ERRORS = {
  AppError: async () => new (await import('./errors.ts')).AppError('UNAVAILABLE', 'Away.'),
  DatabaseBusyError: async () => new (await import('./database/errors.ts')).DatabaseBusyError(),
  HelmError: async () => new (await import('./helm/errors.ts')).HelmError('killed', 'upgrade', 'Killed.'),
  KubernetesError: async () => new (await import('./kubernetes/errors.ts')).KubernetesError('timeout', 'Late.'),
  MailError: async () => new (await import('./email/errors.ts')).MailError('transient', 'Busy.'),
};

describe('an error of a singleton that another module graph made', () => {
  it.each(Object.entries(ERRORS))('%s is known for what it is, and nothing else is taken for it', async (_, make) => {
    const thrown = await make();
    vi.resetModules();
    const caught = (await make()).constructor as new () => Error;
    expect(thrown.constructor).not.toBe(caught);
    expect(thrown).toBeInstanceOf(caught);
    for (const other of [new Error('other'), { name: thrown.name }, null, undefined, thrown.name]) {
      expect(other).not.toBeInstanceOf(caught);
    }
  });
});

import { expect, it } from 'vitest';
import { chosenEnvironment } from './app-env.ts';

it("a shell's own settings never take the app away from its instance", () => {
  const shell = {
    KUBECONFIG: '/elsewhere',
    KUBERNETES_SERVICE_HOST: '10.0.0.1',
    DATABASE_URL: 'postgresql://elsewhere/other',
    DATABASE_DIRECT_URL: 'postgresql://elsewhere/other',
    INNGEST_DEV: '1',
    INNGEST_BASE_URL: 'http://elsewhere',
    PORT: '1',
    NODE_ENV: 'test',
    PATH: '/bin',
  };
  expect(chosenEnvironment(shell)).toEqual({});
});

it('what a person sets for the app is passed on', () => {
  const chosen = { MAX_STORES_PER_USER: '50', GOOGLE_CLIENT_ID: 'id', CRASH_AT: 'install-chart:mid' };
  expect(chosenEnvironment({ ...chosen, LOG_LEVEL: '' })).toEqual(chosen);
});

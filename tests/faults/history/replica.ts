import type { World } from '../support/world.ts';
import { signal } from '#scripts/local/process-identity.ts';
import type { AppProcess } from '../support/app-process.ts';

/** One of several apps behind a balancer, which ends and comes back. */
export type Replica = {
  start: () => Promise<void>;
  /** Ends it by that signal; one that was asked to end must do so in its own order. */
  end: (by: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  freeze: () => void;
  thaw: () => void;
};

/** As long as a pod is given to end (Kubernetes' default). */
const GRACE_MS = 30_000;

export function createReplica(world: World, env: Record<string, string>): Replica {
  let app: AppProcess | null = null;
  return {
    start: async () => {
      app = await world.start(env);
    },
    end: async (by) => {
      const ending = app;
      app = null;
      const late = setTimeout(() => void ending?.kill(), GRACE_MS);
      const ended = await ending?.kill(by);
      clearTimeout(late);
      if (by === 'SIGTERM' && ended?.code !== 0)
        throw new Error(`An app that was sent SIGTERM ended with ${JSON.stringify(ended)}.`);
    },
    freeze: () => app && signal(app.pid, 'SIGSTOP'),
    thaw: () => app && signal(app.pid, 'SIGCONT'),
  };
}

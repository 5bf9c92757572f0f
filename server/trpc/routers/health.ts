import { getHealth } from '#server/health.ts';
import { anyone, router } from '../init.ts';

export const healthRouter = router({
  get: anyone.query(() => getHealth()),
});

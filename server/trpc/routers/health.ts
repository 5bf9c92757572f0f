import { getHealth } from '#server/health.ts';
import { anyone, nothing, router } from '../init.ts';

export const healthRouter = router({
  get: anyone.input(nothing).query(() => getHealth()),
});

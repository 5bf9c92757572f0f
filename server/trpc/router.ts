import { router } from './init.ts';
import { adminRouter } from './routers/admin.ts';
import { auditRouter } from './routers/audit.ts';
import { healthRouter } from './routers/health.ts';
import { meRouter } from './routers/me.ts';
import { sessionRouter } from './routers/session.ts';
import { storeRouter } from './routers/store.ts';
import { tokenRouter } from './routers/token.ts';

export const appRouter = router({
  admin: adminRouter,
  audit: auditRouter,
  health: healthRouter,
  me: meRouter,
  session: sessionRouter,
  store: storeRouter,
  token: tokenRouter,
});

export type AppRouter = typeof appRouter;

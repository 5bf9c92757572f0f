import { z } from 'zod';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);
const seconds = z.coerce.number().positive().max(86_400);

const schema = z.object({
  INNGEST_ENGINE_PORT: z.coerce.number().int().min(0).max(65_535).default(8288),
  INNGEST_ENGINE_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  INNGEST_ENGINE_APP_URL: z.url().refine((url) => loopbackHosts.has(new URL(url).hostname), {
    message: 'must be on this machine (127.0.0.1 or localhost): this engine is for local use only',
  }),
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^(signkey-\w+-)?([0-9a-f]{2}){8,}$/i, 'must be at least 16 hexadecimal digits, an even number of them'),
  INNGEST_EVENT_KEY: z.string().min(8),
  INNGEST_ENGINE_RETRY_SECONDS: seconds.optional(),
  INNGEST_ENGINE_ORPHAN_SECONDS: seconds.default(10),
  INNGEST_ENGINE_SYNC_SECONDS: seconds.default(5),
  INNGEST_ENGINE_DRAIN_SECONDS: seconds.default(10),
});

/** What the engine is told from outside. Times are milliseconds. */
export type Settings = {
  port: number;
  databaseUrl: string;
  appUrl: string;
  signingKey: string;
  eventKey: string;
  /** Time between two attempts; null means the official server's own table (see backoff.ts). */
  retryMs: number | null;
  /** How long a call that outlived a killed engine may stay silent before it is made again. */
  orphanMs: number;
  /** How often the app is asked for its functions while it answers. */
  syncMs: number;
  /** How long SIGTERM waits for running calls. */
  drainMs: number;
};

/** Reads the settings from the environment; throws one sentence a line for what is missing or wrong, without values. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const value = parsed.data;
  return {
    port: value.INNGEST_ENGINE_PORT,
    databaseUrl: value.INNGEST_ENGINE_DATABASE_URL,
    appUrl: value.INNGEST_ENGINE_APP_URL,
    signingKey: value.INNGEST_SIGNING_KEY,
    eventKey: value.INNGEST_EVENT_KEY,
    retryMs: value.INNGEST_ENGINE_RETRY_SECONDS === undefined ? null : value.INNGEST_ENGINE_RETRY_SECONDS * 1000,
    orphanMs: value.INNGEST_ENGINE_ORPHAN_SECONDS * 1000,
    syncMs: value.INNGEST_ENGINE_SYNC_SECONDS * 1000,
    drainMs: value.INNGEST_ENGINE_DRAIN_SECONDS * 1000,
  };
}

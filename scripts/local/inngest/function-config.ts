import { z } from 'zod';
import { checkExpression } from './expressions.ts';

/** A function as the engine keeps it. */
export type FunctionConfig = {
  id: string;
  name: string;
  triggers: { event: string; expression?: string }[];
  /** Attempts in all: the retries and the first. */
  maxAttempts: number;
  concurrency: { limit: number; key?: string }[];
  cancel: { event: string; if?: string; timeout?: string }[];
};

/** The number of retries that the SDK's documentation promises when a function names none. */
const defaultRetries = 3;

/** What the SDK may ask for and this engine does not do, and how a person calls it. */
const unsupported = {
  batchEvents: 'batchEvents',
  debounce: 'debounce',
  idempotency: 'idempotency',
  priority: 'priority',
  rateLimit: 'rateLimit',
  singleton: 'singleton',
  throttle: 'throttle',
  timeouts: 'timeouts',
} satisfies Record<string, string>;

const expression = z.string().superRefine((text, context) => {
  try {
    checkExpression(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: `the expression "${text}" is no CEL: ${String(error)}` });
  }
});
const concurrency = z.strictObject({
  limit: z.number().int().min(0),
  key: expression.optional(),
  scope: z.literal('fn', 'the embedded engine knows the concurrency scope "fn" alone').optional(),
});
/** The SDK sends a number, one limit, or a list of limits. */
const asLimits = (raw: unknown) => (Array.isArray(raw) ? raw : [typeof raw === 'number' ? { limit: raw } : raw]);

const schema = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.strictObject(
      {
        event: z.string().regex(/^[^*]+$/, 'the embedded engine does not implement wildcards in event names'),
        expression: expression.optional(),
      },
      'the embedded engine does not implement cron triggers',
    ),
  ),
  steps: z.object({ step: z.object({ retries: z.object({ attempts: z.number().optional() }).optional() }) }),
  concurrency: z.preprocess(asLimits, z.array(concurrency)).optional(),
  cancel: z
    .array(z.strictObject({ event: z.string(), if: expression.optional(), timeout: z.string().optional() }))
    .default([]),
});

/** Reads one function of a registration. Throws a sentence that names the function and the option it may not use. */
export function parseFunction(raw: unknown): FunctionConfig {
  const loose = z.record(z.string(), z.unknown()).parse(raw);
  const who = `Function "${String(loose.id)}"`;
  for (const [option, words] of Object.entries(unsupported)) {
    if (loose[option] !== undefined && loose[option] !== null) {
      throw new Error(`${who} uses ${words}, which the embedded engine does not implement. Remove the option.`);
    }
  }
  const parsed = schema.safeParse(loose);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${who} cannot be registered: ${issues.join('; ')}.`);
  }
  const { id, name, triggers, steps, concurrency: limits = [], cancel } = parsed.data;
  const maxAttempts = (steps.step.retries?.attempts ?? defaultRetries) + 1;
  // A limit of 0 means "no limit" to the SDK.
  return { id, name: name ?? id, triggers, maxAttempts, concurrency: limits.filter(({ limit }) => limit > 0), cancel };
}

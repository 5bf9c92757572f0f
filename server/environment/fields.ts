import { z } from 'zod';

/** `a, b,c` → `['a', 'b', 'c']`; empty → `[]`. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** A comma-separated list in lower case, each entry of the given shape. */
export function listOf<T>(entry: z.ZodType<T, string>) {
  return list.transform((parts) => parts.map((part) => part.toLowerCase())).pipe(z.array(entry));
}

/** A host name or one label, without port. */
export const domain = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'must be a domain name in lower case');

/** A whole number of at least `min`. */
export function count(min: number) {
  return z.coerce.number('must be a number').int('must be a whole number').min(min, `must be at least ${min}`);
}

/** Seconds; fractions are allowed, so that tests can run at a tenth of the real bounds. */
export const seconds = z.coerce
  .number('must be a number of seconds')
  .positive('must be more than 0 seconds')
  .max(86_400, 'must be at most a day');

export const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address', abort: true });

/** An address that consists of scheme, host and port; what follows would be ignored, so it is refused. */
export const origin = httpUrl
  .refine((text) => ['/', ''].includes(new URL(text).pathname + new URL(text).search), 'must have no path')
  .transform((text) => new URL(text).origin);

/** An http address, without the slash at its end. It stands in logs and in the release, so it holds no name and password. */
export const address = httpUrl
  .refine((text) => new URL(text).username + new URL(text).password === '', 'must have no name or password in it')
  .transform((text) => text.replace(/\/$/, ''));

export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// connection string' });

/** `kube-system/app.kubernetes.io/name=traefik` → `{ namespace, podLabels }`. */
export const ingressController = z
  .string()
  .regex(/^[a-z0-9-]+\/[^=,\s]+=[^=,\s]+(,[^=,\s]+=[^=,\s]+)*$/, 'must be namespace/label=value,label=value')
  .transform((text) => {
    const [namespace = '', ...labels] = text.split('/');
    const podLabels = labels
      .join('/')
      .split(',')
      .map((label) => label.split('='));
    return { namespace, podLabels: Object.fromEntries(podLabels) as Record<string, string> };
  });

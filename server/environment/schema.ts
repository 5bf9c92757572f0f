import { join } from 'node:path';
import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import {
  address,
  count,
  domain,
  flag,
  ingressController,
  list,
  listOf,
  origin,
  postgresUrl,
  seconds,
} from './fields.ts';

const port = count(0).max(65_535, 'must be at most 65535');
const text = z.string();

/** Every variable that the app reads, by what it concerns. README has a sentence on each. */
const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PORT: port.default(3000),
  /** Where /metrics is served, besides; without it nowhere. */
  METRICS_PORT: count(1).max(65_535, 'must be at most 65535').optional(),
  /** Where traces are sent, by OTLP over HTTP; without it nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  /** The dashboard as people reach it; also what sign-in and links in mails are built on. */
  PUBLIC_URL: origin.default('http://localhost:3000'),
  /** Further origins whose pages may call the API. */
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  /** How many proxies of ours stand in front, each adding to X-Forwarded-For; 1 in a cluster (its ingress controller), else 0. */
  TRUSTED_PROXIES: count(0).optional(),
  BUILD_VERSION: text.default('dev'),
  BUILD_COMMIT: text.default(''),

  NEXTAUTH_SECRET: text,
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  /** Stands in for Google in tests; a loopback address. */
  GOOGLE_ISSUER: address.optional(),
  /** Who may sign in, by the domain of the address; empty: everyone whom Google knows. */
  ALLOWED_EMAIL_DOMAINS: listOf(domain).default([]),
  ADMIN_EMAILS: listOf(z.email('must be e-mail addresses')).default([]),

  DATABASE_URL: postgresUrl,
  /** For LISTEN, which no pooler in transaction mode carries. */
  DATABASE_DIRECT_URL: postgresUrl.optional(),

  KUBECONFIG: text.optional(),
  /** Set by Kubernetes in every pod: the app runs in a cluster and uses its service account. */
  KUBERNETES_SERVICE_HOST: text.optional(),
  PLATFORM_NAMESPACE: domain.default('storewright-system'),
  PLATFORM_SERVICE_ACCOUNT: domain.default('storewright'),
  HELM_BIN: text.default('helm'),
  HELM_CONCURRENCY: count(1).default(4),
  CHARTS_DIR: text.default(join(process.cwd(), 'helm')),

  /** Shops live at `<name>.<this>`. */
  STORE_BASE_DOMAIN: domain.default('localhost'),
  /** Scheme and port of the ingress controller; http for a loopback domain, else https. */
  STORE_URL_SCHEME: z.enum(['http', 'https']).optional(),
  STORE_URL_PORT: port.optional(),
  ALLOW_SHARED_DOMAIN: flag.default(false),
  INGRESS_CLASS: text.default('traefik'),
  /** Whom shops let in: its namespace and the labels of its pods; without it whom the store charts name. */
  INGRESS_CONTROLLER: ingressController.optional(),
  /** Where the platform reaches the ingress controller to see whether a shop answers; without it each shop's own address. */
  INGRESS_ADDRESS: origin.optional(),
  /** Empty: the cluster's default. */
  STORAGE_CLASS: text.default(''),
  /** cert-manager's ClusterIssuer for the shops' certificates; empty: shops have no TLS block. */
  CLUSTER_ISSUER: text.default(''),
  /** Which `values-<this>.yaml` of the store charts; prod in a cluster, else local. */
  CHART_VALUES: z.enum(['local', 'prod']).optional(),
  /** Besides the private ranges: networks that stores must not reach, such as the API server's addresses. */
  BLOCKED_CIDRS: list
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], 'must be networks such as 10.0.0.0/8')))
    .default([]),
  /** A sentence above everything that the dashboard shows, such as that nodes are simulated; empty: none. */
  CLUSTER_NOTICE: text.default(''),

  MAX_STORES_PER_USER: count(0).default(5),
  MAX_STORES: count(0).default(100),
  /** Creations a person and minute. */
  RATE_LIMIT_PER_MINUTE: count(1).default(10),
  /** Reveals of credentials a person and minute. */
  REVEAL_RATE_LIMIT_PER_MINUTE: count(1).default(10),
  /** Requests of sign-ins a network address and minute; a sign-in with Google makes two. An office may share one address. */
  SIGN_IN_RATE_LIMIT_PER_MINUTE: count(1).default(60),

  PROVISION_TIMEOUT_SECONDS: seconds.default(600),
  LEASE_SECONDS: seconds.default(10),
  LEASE_RENEW_SECONDS: seconds.default(3),
  KUBERNETES_WRITE_TIMEOUT_SECONDS: seconds.default(5),
  KUBERNETES_READ_TIMEOUT_SECONDS: seconds.default(15),
  HELM_TIMEOUT_SECONDS: seconds.default(20),
  /** Between SIGTERM and SIGKILL of a helm process. */
  HELM_GRACE_SECONDS: seconds.default(10),
  /** Longest slice of a wait; a step may run 20 s. */
  SLICE_SECONDS: seconds.max(20, 'must be at most 20').default(15),
  DISPATCH_INTERVAL_SECONDS: seconds.default(3),
  /** An acknowledged dispatch after which nobody holds the lease for so long is sent again. */
  STALE_DISPATCH_SECONDS: seconds.default(45),
  /** How often the namespaces of stores are compared with their rows. */
  JANITOR_INTERVAL_SECONDS: seconds.default(60),
  /** How long an image pull, an unbound volume or a missing node may last before it fails a store. */
  WAIT_GRACE_SECONDS: seconds.default(60),
  /** How long a mail is tried before it is given up. */
  MAIL_PATIENCE_SECONDS: seconds.default(120),
  /** For so long after a namespace was made, the rights in it may still be on their way. */
  RIGHTS_GRACE_SECONDS: seconds.default(15),
  /** Between two tries of a step while the platform lacks a right. */
  FORBIDDEN_PAUSE_SECONDS: seconds.default(60),

  INNGEST_BASE_URL: address.optional(),
  INNGEST_SIGNING_KEY: text.optional(),
  INNGEST_EVENT_KEY: text.optional(),
  /** How the Inngest server reaches the app, when that isn't PUBLIC_URL. */
  INNGEST_SERVE_ORIGIN: origin.optional(),
  /** Turns signature checks off. */
  INNGEST_DEV: text.optional(),

  RESEND_API_KEY: text.optional(),
  RESEND_BASE_URL: address.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  MAIL_FROM: text.default('Storewright <storewright@localhost>'),

  /** `<step>:<before|mid|after>`: the process ends itself there, for tests. */
  CRASH_AT: z
    .string()
    .regex(/^[a-z-]+:(before|mid|after)$/, 'must be <step>:<before|mid|after>')
    .optional(),
});

/** The variables with what follows from others filled in. */
export const environment = variables
  .refine((env) => Boolean(env.GOOGLE_CLIENT_ID) === Boolean(env.GOOGLE_CLIENT_SECRET), {
    path: ['GOOGLE_CLIENT_SECRET'],
    message: 'must be set together with GOOGLE_CLIENT_ID, or neither',
  })
  .refine((env) => env.LEASE_RENEW_SECONDS < env.LEASE_SECONDS, {
    path: ['LEASE_RENEW_SECONDS'],
    message: 'must be less than LEASE_SECONDS',
  })
  .transform((env) => {
    const inCluster = env.KUBERNETES_SERVICE_HOST !== undefined;
    return {
      ...env,
      IN_CLUSTER: inCluster,
      TRUSTED_PROXIES: env.TRUSTED_PROXIES ?? (inCluster ? 1 : 0),
      /** No container runs behind a pod that is ready, so there is nobody to answer. */
      IS_SIMULATED: env.CLUSTER_NOTICE !== '',
      CHART_VALUES: env.CHART_VALUES ?? (inCluster ? 'prod' : 'local'),
      DATABASE_DIRECT_URL: env.DATABASE_DIRECT_URL ?? env.DATABASE_URL,
      STORE_URL_SCHEME: env.STORE_URL_SCHEME ?? (isLoopback(env.STORE_BASE_DOMAIN) ? 'http' : 'https'),
    };
  });

export type Environment = z.output<typeof environment>;

import {
  type HttpMethod,
  IsomorphicFetchHttpLibrary,
  KubeConfig,
  RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';
import { KubernetesError } from './errors.ts';
import type { CallContext, Guard } from './guard.ts';
import { measured } from './measured.ts';
import { overHttp1 } from './over-http1.ts';
import { persevere } from './persevere.ts';
import { translateAnswer, translateFailure } from './translate.ts';

export type KubernetesOptions = {
  /** Path of a kubeconfig; without it `KUBECONFIG`, else the account of the pod that this process runs in. */
  kubeconfig?: string;
  /** Another user than the kubeconfig's, by impersonation: how an administrator asks what an account may do. */
  actAs?: string;
  /** Bound of every write in milliseconds; the API server is told it too. 5000 in production (DESIGN §5). */
  writeTimeoutMs: number;
  /** Bound of every read, and of the time until a watch is open, in milliseconds. 15000 in production. */
  readTimeoutMs: number;
};

export type Query = Record<string, string | number | boolean>;
type Target = {
  path: string;
  query?: Query;
  /** For error messages, such as `Secret/store-credentials`. */ object?: string;
};

export type ReadCall = Target & {
  signal: AbortSignal;
  accept?: string;
  /** Makes it a POST: reviews are questions although they are created. */
  question?: unknown;
};

export type WriteCall = Target & { method: 'POST' | 'PATCH' | 'DELETE'; body: unknown; contentType?: string };

/** One connection to one cluster, under one account. The functions of this folder take it as their first parameter. */
export type Kubernetes = {
  readonly readTimeoutMs: number;
  read<T>(call: ReadCall): Promise<T>;
  readText(call: ReadCall): Promise<string>;
  write<T>(ctx: CallContext, call: WriteCall): Promise<T>;
  /** Opens an answer that goes on, as a watch does. Only its beginning is bounded. */
  open(call: ReadCall): Promise<ReadableStream<Uint8Array>>;
};

type Outgoing = Target & {
  method: HttpMethod;
  body?: unknown;
  headers: Record<string, string>;
  signal: AbortSignal;
  guard?: Guard;
};

export function createKubernetes(options: KubernetesOptions): Kubernetes {
  const { readTimeoutMs, writeTimeoutMs } = options;
  const send = createSender(loadConfig(options));

  const question = (call: ReadCall, signal: AbortSignal): Outgoing => ({
    ...call,
    method: call.question === undefined ? 'GET' : 'POST',
    body: call.question,
    headers: { accept: call.accept ?? 'application/json', 'content-type': 'application/json' },
    signal,
  });

  async function readText(call: ReadCall): Promise<string> {
    const bounded = AbortSignal.any([call.signal, AbortSignal.timeout(readTimeoutMs)]);
    return attempt(taskOf('read', call), call, call.signal, async (task) =>
      successText(await persevere(() => send(question(call, bounded)), bounded), task, call.object),
    );
  }

  return {
    readTimeoutMs,
    readText,
    read: async <T>(call: ReadCall) => JSON.parse(await readText(call)) as T,

    async write<T>(ctx: CallContext, call: WriteCall): Promise<T> {
      ctx.signal.throwIfAborted();
      const outgoing: Outgoing = {
        ...call,
        query: { ...call.query, timeout: `${writeTimeoutMs}ms` },
        headers: { accept: 'application/json', 'content-type': call.contentType ?? 'application/json' },
        signal: AbortSignal.timeout(writeTimeoutMs),
        guard: ctx.guard,
      };
      return attempt(taskOf(VERBS[call.method], call), call, null, async (task) => {
        const text = await successText(await persevere(() => send(outgoing), outgoing.signal), task, call.object);
        return JSON.parse(text) as T;
      });
    },

    async open(call) {
      const opening = new AbortController();
      const timer = setTimeout(() => opening.abort(new DOMException('', 'TimeoutError')), readTimeoutMs);
      try {
        return await attempt(taskOf('watch', call), call, call.signal, async (task) => {
          const answer = await send(question(call, AbortSignal.any([call.signal, opening.signal])));
          if (answer.httpStatusCode !== 200) await successText(answer, task, call.object);
          return answer.body.stream() ?? new ReadableStream();
        });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const VERBS = { POST: 'create', PATCH: 'change', DELETE: 'delete' } as const;

function taskOf(verb: string, target: Target): string {
  return `${verb} ${target.object ?? target.path}`;
}

/** Errors that are not the cluster's: passed on as they are. */
class GuardRefusal {
  readonly reason: unknown;
  constructor(reason: unknown) {
    this.reason = reason;
  }
}

async function attempt<T>(
  task: string,
  target: Target,
  signal: AbortSignal | null,
  run: (task: string) => Promise<T>,
): Promise<T> {
  try {
    return await run(task);
  } catch (error) {
    if (error instanceof GuardRefusal) throw error.reason;
    if (signal?.aborted) throw signal.reason;
    throw translateFailure(error, task, target.object);
  }
}

async function successText(answer: ResponseContext, task: string, object?: string): Promise<string> {
  const body = await answer.body.text();
  if (answer.httpStatusCode >= 200 && answer.httpStatusCode < 300) return body;
  throw translateAnswer({ status: answer.httpStatusCode, headers: answer.headers, body }, task, object);
}

/**
 * Sends requests over connections that are kept. The library makes a new connection pool for each request, hence a TLS
 * handshake for each; the pool of the first is kept here, while the token is read anew as the library sees fit.
 */
function createSender(config: KubeConfig): (call: Outgoing) => Promise<ResponseContext> {
  const server = config.getCurrentCluster()?.server;
  if (server === undefined)
    throw new KubernetesError('invalid', 'The kubeconfig names no cluster for its current context');
  const http = new IsomorphicFetchHttpLibrary();
  let pool: ReturnType<RequestContext['getDispatcher']>;

  return async (call) => {
    const url = new URL(server + call.path);
    for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.set(key, String(value));
    const request = new RequestContext(url.toString(), call.method);
    await config.applySecurityAuthentication(request);
    pool ??= request.getDispatcher()?.compose(overHttp1);
    if (pool) request.setDispatcher(pool);
    for (const [name, value] of Object.entries(call.headers)) request.setHeaderParam(name, value);
    if (call.body !== undefined) request.setBody(JSON.stringify(call.body));
    request.setSignal(call.signal);
    try {
      call.guard?.();
    } catch (error) {
      throw new GuardRefusal(error);
    }
    return measured(call, http.send(request).toPromise());
  };
}

/** Never `~/.kube/config`: that is a person's account, and the platform works with its own (DESIGN §7). */
function loadConfig({ kubeconfig: path = process.env.KUBECONFIG, actAs }: KubernetesOptions): KubeConfig {
  const config = new KubeConfig();
  if (path) config.loadFromFile(path);
  else if (process.env.KUBERNETES_SERVICE_HOST) config.loadFromCluster();
  else throw new KubernetesError('invalid', 'No cluster is configured. Set KUBECONFIG, or run inside a cluster.');
  if (actAs) config.users = config.users.map((user) => ({ ...user, impersonateUser: actAs }));
  return config;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiCall, readCall } from './api-call.ts';
import { type FaultCode, Faults, type Rule, statusOf } from './api-fault.ts';
import { apiServer, kubeconfigBy, serverCertificate } from './kubeconfig.ts';

/** A call that was made; `at` is performance.now() at its beginning. `code` is null while it has no answer. */
export type Made = ApiCall & { at: number; code: number | null };

/** Stands between the API server and the app with its helm, knows what each call is about, and can spoil it. */
export type ApiProxy = {
  url: string;
  /** The app's own account, by this way. */
  kubeconfig: string;
  /** The calls so far, in the order of their beginnings: all, or those of a verb, or of a verb and a resource. */
  calls: (verb?: string, resource?: string) => Made[];
  /** From now on these rules decide, and no others; without any, all goes well. */
  set: (...rules: Rule[]) => void;
  /** Ends every open watch without a word. */
  cutWatches: () => void;
  /** Ends every open watch as the API server does when it no longer keeps the version that was asked for. */
  expireWatches: () => void;
  close: () => Promise<void>;
};

type Answer = { code: number; headers: IncomingMessage['headers']; body: IncomingMessage };

export async function startApiProxy(): Promise<ApiProxy> {
  const target = apiServer();
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const made: Made[] = [];
  const watches = new Map<ServerResponse, ApiCall>();
  let faults = new Faults([]);

  const server = createServer({ ...serverCertificate(), keepAliveTimeout: 0 }, (request, response) => {
    const call: Made = { ...readCall(request.method ?? '', request.url ?? ''), at: performance.now(), code: null };
    made.push(call);
    handle(call, request, response).catch(() => response.destroy());
  });

  async function handle(call: Made, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = faults.choose(call);
    if (fault?.is === 'hang') return;
    if (fault?.is === 'delay') await pause(fault.ms);
    if (fault?.is === 'status') return refuse(call, response, fault.code, fault.retryAfterSeconds);
    const answer = await passOn(request, response);
    if (fault?.is === 'lost-answer') {
      answer.body.resume().once('end', () => refuse(call, response, 500));
      return;
    }
    call.code = answer.code;
    response.writeHead(answer.code, answer.headers).flushHeaders();
    if (call.verb === 'watch') watches.set(response, call);
    response.once('close', () => watches.delete(response));
    answer.body.on('data', (bytes) => response.writableEnded || faults.silences(call) || response.write(bytes));
    answer.body.once('end', () => response.end());
  }

  /** Who asked and is gone takes the call along. */
  const passOn = (request: IncomingMessage, response: ServerResponse) =>
    new Promise<Answer>((resolve, reject) => {
      const { method, headers } = request;
      const onward = ask(target + request.url, { agent, method, headers }, (body) => {
        body.once('error', () => response.destroy());
        resolve({ code: body.statusCode ?? 500, headers: body.headers, body });
      });
      onward.once('error', reject);
      response.once('close', () => onward.destroy());
      request.pipe(onward);
    });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    kubeconfig: kubeconfigBy(url),
    calls: (verb, resource) =>
      made.filter((call) => (verb ?? call.verb) === call.verb && (resource ?? call.resource) === call.resource),
    set: (...rules) => {
      faults = new Faults(rules);
    },
    cutWatches: () => watches.forEach((_, response) => response.destroy()),
    expireWatches: () =>
      watches.forEach((call, response) =>
        response.end(`${JSON.stringify({ type: 'ERROR', object: statusOf(410, call) })}\n`),
      ),
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(call: Made, response: ServerResponse, code: FaultCode, retryAfter?: number) {
  call.code = code;
  const headers = { 'content-type': 'application/json', ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}) };
  response.writeHead(code, headers).end(JSON.stringify(statusOf(code, call)));
}

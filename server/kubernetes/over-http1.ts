import type { RequestContext } from '@kubernetes/client-node';

type Dispatch = NonNullable<ReturnType<RequestContext['getDispatcher']>>['dispatch'];

/**
 * Sends over HTTP/1.1 what the library's undici would send over HTTP/2 when the server offers it: a session of Node's HTTP/2 was
 * seen to go on writing for ever and to take all memory of the machine (docs/decisions/0018).
 */
export const overHttp1 =
  (dispatch: Dispatch): Dispatch =>
  (request, handler) =>
    dispatch({ ...request, allowH2: false } as typeof request, handler);

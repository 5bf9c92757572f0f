import type { ResponseContext } from '@kubernetes/client-node';
import { metrics } from '#server/metrics/metrics.ts';

type Sent = { method: string; path: string; query?: Record<string, string | number | boolean> };

const PATH = /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/([a-z]+)(?:\/[^/]+(?:\/([a-z]+))?)?$/;

/** The resource of a path, such as `pods` or `pods/log`: never a name or a namespace. */
export function resourceOf(path: string): string {
  const [, resource, part] = PATH.exec(path) ?? [];
  if (resource === undefined) return ['/version', '/readyz'].includes(path) ? path.slice(1) : 'other';
  return part === undefined ? resource : `${resource}/${part}`;
}

/** Counts the answer to a call that has just been sent, and how long it took to come; `none`: no answer. Answers as it does. */
export async function measured(call: Sent, answer: Promise<ResponseContext>): Promise<ResponseContext> {
  const labels = { verb: call.query?.watch ? 'watch' : call.method.toLowerCase(), resource: resourceOf(call.path) };
  const end = metrics().kubernetesDuration.startTimer(labels);
  let code = 'none';
  try {
    const { httpStatusCode } = await answer;
    code = String(httpStatusCode);
    return await answer;
  } finally {
    end();
    metrics().kubernetesRequests.inc({ ...labels, code });
  }
}

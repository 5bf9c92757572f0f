import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);

/** The platform's account, as the API server names it. */
export const ACCOUNT = 'system:serviceaccount:storewright-system:storewright';

/** How a request ended: `allowed`, refused for want of a right, by the admission policy, or for the given other reason. */
export type Verdict = 'allowed' | 'no right' | 'policy' | string;

type Request = { args: readonly string[]; object?: unknown };

/** With the platform's own token, as app and helm do it. */
export function asPlatform(...args: readonly string[]): Promise<Verdict> {
  return judge(inject('instance').kubeconfigs.app, { args });
}

/** As above, with an object on standard input. */
export function sendAsPlatform(object: unknown, ...args: readonly string[]): Promise<Verdict> {
  return judge(inject('instance').kubeconfigs.app, { args: [...args, '-f', '-'], object });
}

/**
 * As the platform's account if it had every right, by impersonation in the administrators' group: what is refused now is
 * refused by the admission policy alone.
 */
export function asOverprivileged(object: unknown, ...args: readonly string[]): Promise<Verdict> {
  const impersonated = ['--as', ACCOUNT, '--as-group', 'system:masters', ...args];
  const { admin } = inject('instance').kubeconfigs;
  if (object === undefined) return judge(admin, { args: impersonated });
  return judge(admin, { args: [...impersonated, '-f', '-'], object });
}

async function judge(kubeconfig: string, { args, object }: Request): Promise<Verdict> {
  const running = run(inject('instance').tools.kubectl, ['--kubeconfig', kubeconfig, ...args]);
  running.child.stdin?.end(object === undefined ? '' : JSON.stringify(object));
  return running.then(
    () => 'allowed',
    (error: Error) => verdictOf(error.message),
  );
}

function verdictOf(words: string): Verdict {
  if (words.includes("ValidatingAdmissionPolicy 'storewright-platform'")) return 'policy';
  if (/cannot \S+ resource|attempting to grant RBAC permissions/.test(words)) return 'no right';
  return words;
}

import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from './email/index.ts';
import { env } from './env.ts';
import { createHelm } from './helm/index.ts';
import { createKubernetes } from './kubernetes/client.ts';
import { singleton } from './singleton.ts';

/**
 * A folder in the temporary directory that nobody else can write to: helm would run a plugin that it finds there. It is kept,
 * because a warm one saves helm a round of discovery.
 */
function ownFolder(name: string): string {
  const uid = process.getuid?.() ?? 0;
  const path = join(tmpdir(), `${name}-${uid}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${path} is not a folder of this account's alone. Remove it, or set TMPDIR to another place.`);
  }
  return path;
}

/** The process's one connection to the cluster, as the environment describes it. */
export const kubernetes = singleton('kubernetes', () =>
  createKubernetes({
    kubeconfig: env().KUBECONFIG,
    readTimeoutMs: env().KUBERNETES_READ_TIMEOUT_SECONDS * 1000,
    writeTimeoutMs: env().KUBERNETES_WRITE_TIMEOUT_SECONDS * 1000,
  }),
);

/** The process's one helm, which bounds how many of its processes run at once. */
export const helm = singleton('helm', () =>
  createHelm({
    bin: env().HELM_BIN,
    kubeconfig: env().KUBECONFIG,
    concurrency: env().HELM_CONCURRENCY,
    timeoutMs: env().HELM_TIMEOUT_SECONDS * 1000,
    graceMs: env().HELM_GRACE_SECONDS * 1000,
    cacheDir: ownFolder('storewright-helm'),
  }),
);

export const mailer = singleton('mailer', () => {
  const { MAIL_FROM, RESEND_API_KEY, SMTP_URL } = env();
  return createMailer({ from: MAIL_FROM, resendApiKey: RESEND_API_KEY, smtpUrl: SMTP_URL });
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailer } from './email/index.ts';
import { env } from './env.ts';
import { createHelm } from './helm/index.ts';
import { createKubernetes } from './kubernetes/client.ts';
import { singleton } from './singleton.ts';

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
    cacheDir: join(tmpdir(), `storewright-helm-${process.getuid?.() ?? 0}`),
  }),
);

export const mailer = singleton('mailer', () => {
  const { MAIL_FROM, RESEND_API_KEY, SMTP_URL } = env();
  return createMailer({ from: MAIL_FROM, resendApiKey: RESEND_API_KEY, smtpUrl: SMTP_URL });
});

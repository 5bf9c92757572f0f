import { join } from 'node:path';
import { environment } from '#server/environment/schema.ts';
import type { Ports } from './ports.ts';
import { databaseUrls } from './postgres.ts';
import { appKubeconfig } from './rights.ts';
import { root } from './root.ts';
import type { Secrets } from './secrets.ts';

/** What DESIGN §10 asks the dashboard to say above simulated nodes. */
const notice =
  'The nodes of this cluster are simulated: what Kubernetes decides is real, but no shop runs and no order is really placed.';

/** The environment of the app in an instance. Whatever is not named here keeps the app's own default. */
export function appEnvironment(dir: string, ports: Ports, secrets: Secrets, helm: string): Record<string, string> {
  const publicUrl = `http://localhost:${ports.app}`;
  return {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // The app ends in its own order (DESIGN §5); Next's handler would cut it short.
    NEXT_MANUAL_SIG_HANDLE: 'true',
    PORT: String(ports.app),
    HOSTNAME: '127.0.0.1',
    PUBLIC_URL: publicUrl,
    NEXTAUTH_URL: publicUrl,
    NEXTAUTH_SECRET: secrets.sessionSecret,
    DATABASE_URL: databaseUrls(ports.postgres, secrets).app,
    KUBECONFIG: appKubeconfig(dir),
    HELM_BIN: helm,
    CHARTS_DIR: join(root, 'helm'),
    STORE_BASE_DOMAIN: 'localhost',
    CLUSTER_NOTICE: notice,
    INNGEST_BASE_URL: `http://127.0.0.1:${ports.inngest}`,
    INNGEST_SERVE_ORIGIN: `http://127.0.0.1:${ports.app}`,
    INNGEST_SIGNING_KEY: secrets.signingKey,
    INNGEST_EVENT_KEY: secrets.eventKey,
  };
}

/** Variables that would take the app away from its own instance; a shell often has one of them for something else. */
const ofTheInstance = /^(NODE_ENV|PORT|PUBLIC_URL|NEXTAUTH_SECRET|DATABASE_.*|KUBE.*|PLATFORM_.*|INNGEST_.*)$/;

/** The app's variables that a person has set for this run, such as GOOGLE_CLIENT_ID or MAX_STORES_PER_USER. */
export function chosenEnvironment(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = Object.keys(environment.in.shape).filter((name) => !ofTheInstance.test(name));
  return Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}

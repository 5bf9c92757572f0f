import { find, OVERLAYS, template, type Container, type PodTemplate, type Rendered, type Workload } from './chart.ts';

export type Values = Record<string, unknown>;

/** What an operator gives at least, by a file of its own, below each overlay. */
export const PLATFORM_RENDERINGS = OVERLAYS.map((overlay) => ({
  overlay: ['ci/values.yaml', ...overlay],
  title: ['platform', ...overlay].join(' with '),
}));

/** The objects of the platform's chart, with these values above those files. Rejects with what helm says. */
export function renderPlatform(
  values: Values = {},
  overlay: readonly string[] = ['ci/values.yaml'],
): Promise<Rendered[]> {
  const stdin = JSON.stringify(values);
  return template('platform', { release: 'storewright', namespace: 'storewright-system', overlay, stdin });
}

const random = '0123456789abcdef'.repeat(3);
const connection = 'postgresql://someone:something@db.example.com:5432/storewright';

/** A value that fits, for each key that the Secret can have. */
export const SECRETS: Record<string, string> = {
  'session-secret': random,
  'google-client-secret': 'GOCSPX-something',
  'inngest-event-key': random,
  'inngest-signing-key': random,
  'database-admin-password': random,
  'database-owner-password': random,
  'database-app-password': random,
  'database-url': connection,
  'database-owner-url': connection,
  'queue-password': random,
  'inngest-database-password': random,
  'inngest-database-url': connection,
  'resend-api-key': 're_something',
  'smtp-url': 'smtps://someone:something@mail.example.com:465',
};

/** Every server bundled or elsewhere, and every way of mail, in few installations. */
export const INSTALLATIONS: Record<string, Values> = {
  'everything bundled': {},
  'an external database': { database: { server: 'external' }, mail: { provider: 'smtp', from: 'a@example.com' } },
  'Inngest Cloud': { inngest: { server: 'cloud' }, mail: { provider: 'resend', from: 'a@example.com' } },
  'an external Inngest server': {
    inngest: { server: 'external', url: 'http://inngest.jobs:8288', namespace: 'jobs' },
    database: { server: 'external' },
  },
};

/** The values in ci/values.yaml, with the Secret as values instead of its name. */
export function withSecrets(values: Values, secrets: Record<string, string>): Values {
  return { ...values, existingSecret: '', secrets };
}

/** What the pods of the app are. */
export const platformPod = (objects: readonly Rendered[]): PodTemplate['spec'] =>
  find<Workload['spec']>(objects, 'Deployment', 'platform').spec.template.spec;

/** A container of that name in the app's pods. Throws when there is none. */
export function platformContainer(objects: readonly Rendered[], name: string): Container {
  const { containers, initContainers = [] } = platformPod(objects);
  const found = [...containers, ...initContainers].find((container) => container.name === name);
  if (!found) throw new Error(`The pods of the app have no container ${name}`);
  return found;
}

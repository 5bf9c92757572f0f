import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Pool } from 'pg';
import { listObjects } from '#server/kubernetes/list.ts';
import { type AnyObject, nameOf, type Secret } from '#server/kubernetes/objects.ts';
import type { Trace } from './canaries.ts';
import { cluster } from './cluster.ts';
import type { World } from './world.ts';

/** Every row of every table: the app's, with its audit, and Inngest's, with events, runs and the output of steps. */
export async function tracesInDatabases({ database }: World): Promise<Trace[]> {
  const all = [
    { what: 'app', url: database.ownerUrl },
    { what: 'inngest', url: database.inngestUrl },
  ].map(({ what, url }) => dump(what, url));
  return (await Promise.all(all)).flat();
}

async function dump(what: string, connectionString: string): Promise<Trace[]> {
  const pool = new Pool({ connectionString, max: 1 });
  pool.on('error', () => {});
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const traces: Trace[] = [];
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`);
      traces.push({ where: `${what}, table ${name}`, text: rows.map(({ text }) => text).join('\n') });
    }
    return traces;
  } finally {
    await pool.end();
  }
}

const KINDS = [
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'Service',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Job',
  'Pod',
  'Ingress',
  'Event',
] as const;

/** What stands in a store's namespace, but the Secret in which its credentials belong; helm's records as helm reads them. */
export async function tracesInNamespace(namespace: string): Promise<Trace[]> {
  const signal = AbortSignal.timeout(30_000);
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const objects = await listObjects<AnyObject>(cluster(), kind, namespace, signal);
      return objects
        .filter((object) => !(kind === 'Secret' && nameOf(object) === 'store-credentials'))
        .map((object) => ({ where: `${kind}/${nameOf(object)}`, text: readable(object) }));
    }),
  );
  return lists.flat();
}

function readable(object: AnyObject): string {
  const { type, data } = object as Secret;
  if (type !== 'helm.sh/release.v1') return JSON.stringify(object);
  const packed = Buffer.from(data?.release ?? '', 'base64').toString();
  return gunzipSync(Buffer.from(packed, 'base64')).toString();
}

/** What the processes said and were told: the apps' logs, and of every helm its arguments and environment. */
export function tracesOfProcesses({ folder }: World): Trace[] {
  return ['app.log', 'helm/arguments', 'helm/environment'].map((file) => {
    const path = join(folder, file);
    if (!existsSync(path)) throw new Error(`${path} is not there, so it cannot be looked through.`);
    return { where: file, text: readFileSync(path, 'utf8') };
  });
}

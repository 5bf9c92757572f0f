import { deploy } from '#scripts/db/deploy.ts';
import { startApp, stopApp } from './app.ts';
import { ensureAppBuild } from './app-build.ts';
import { startInngest, stopInngest } from './inngest.ts';
import { appRole, databaseUrls, startPostgres, stopPostgres } from './postgres.ts';
import type { PortName, Ports } from './ports.ts';
import { ensureRights } from './rights.ts';
import { components, sandboxPorts, startSandbox, stopSandbox } from './sandbox.ts';
import type { Secrets } from './secrets.ts';
import { ensureToken } from './token.ts';
import type { Tools } from './tools/ensure.ts';

/** What a part gets to know of the instance that it belongs to. */
export type Setting = {
  dir: string;
  ports: Ports;
  secrets: Secrets;
  tools: Tools;
  /** The environment of the app. */
  env: Record<string, string>;
};

/** One thing that an instance runs. */
type PartDescription = {
  title: string;
  /** Names of its services, which are also the names of its pid files. */
  services: readonly string[];
  ports: PortName[];
  needs: readonly string[];
  /** What can be done before the needs are there. */
  prepare?(): Promise<unknown>;
  start(setting: Setting): Promise<void>;
  stop(dir: string): Promise<void>;
};

const descriptions = {
  postgres: {
    title: 'PostgreSQL, migrated',
    services: ['postgres'],
    ports: ['postgres'],
    needs: [],
    async start({ dir, ports, secrets }) {
      await startPostgres(dir, ports.postgres, secrets);
      await deploy({ ownerUrl: databaseUrls(ports.postgres, secrets).owner, appRole });
    },
    stop: stopPostgres,
  },
  sandbox: {
    title: 'sandbox cluster, with the rights of the platform',
    services: components,
    ports: sandboxPorts,
    needs: [],
    async start({ dir, ports, tools }) {
      await startSandbox(dir, ports, tools);
      await ensureRights(dir, tools);
    },
    stop: stopSandbox,
  },
  inngest: {
    title: 'Inngest',
    services: ['inngest'],
    ports: ['inngest'],
    needs: ['postgres'],
    start: startInngest,
    stop: stopInngest,
  },
  app: {
    title: 'app, ready',
    services: ['app'],
    ports: ['app'],
    needs: ['postgres', 'sandbox', 'inngest'],
    prepare: ensureAppBuild,
    async start(setting) {
      await ensureToken(setting.dir, databaseUrls(setting.ports.postgres, setting.secrets).owner);
      await startApp(setting.dir, await ensureAppBuild(), setting.env);
    },
    stop: (dir) => stopApp(dir),
  },
} as const satisfies Record<string, PartDescription>;

export type Part = keyof typeof descriptions;

/** The parts in the order of their needs. */
export const parts: Record<Part, PartDescription> = descriptions;

export const allParts = Object.keys(parts) as Part[];

export const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

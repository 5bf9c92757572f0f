import type { StoreView } from '#server/stores/view.ts';
import { getByNameOrId, isId, listAll } from './find.ts';
import type { Platform } from './platform.ts';
import { statusLabel } from '#server/stores/status-label.ts';
import { failureText, operationText, orderCheckText, storeText, table } from './print.ts';
import type { CommandName, Request } from './usage.ts';
import { waitForStore } from './wait.ts';

/** What a command found: `value` for --json, `text` for a person, and whether that is what was asked for. */
export type Result = { value: unknown; text: string; failure?: string };
type Command = (platform: Platform, request: Request) => Promise<Result>;

const commands = {
  async create(platform, request) {
    const { name = '', type = '' } = request.options;
    const store = await platform.api.store.create.mutate({ name, type });
    return afterwards(platform, store, request);
  },
  async list(platform, { options: { name, type, status } }) {
    const stores = await listAll(platform, { name, type, status: status as StoreView['status'] });
    const isSimulated = await isSimulatedCluster(platform);
    const rows = stores.map((store) => [
      store.name,
      store.id,
      store.type,
      statusLabel(store.status, isSimulated),
      store.url,
    ]);
    return { value: stores, text: table(['NAME', 'ID', 'TYPE', 'STATUS', 'ADDRESS'], rows) };
  },
  async get(platform, { store }) {
    return show(platform, await getByNameOrId(platform, store));
  },
  async wait(platform, request) {
    return afterwards(platform, await getByNameOrId(platform, request.store), { ...request, wait: true });
  },
  async retry(platform, request) {
    const { id } = await getByNameOrId(platform, request.store);
    return afterwards(platform, await platform.api.store.retry.mutate({ id }), request);
  },
  async delete(platform, request) {
    const { id } = await getByNameOrId(platform, request.store);
    return afterwards(platform, await platform.api.store.delete.mutate({ id }), request);
  },
  async pods(platform, { store }) {
    const { id } = await getByNameOrId(platform, store);
    const pods = await platform.api.store.pods.query({ id });
    const rows = pods.map((pod) => [
      pod.name,
      pod.phase,
      pod.ready ? 'yes' : 'no',
      String(pod.restarts),
      pod.message ?? '',
    ]);
    return { value: pods, text: table(['NAME', 'PHASE', 'READY', 'RESTARTS', 'MESSAGE'], rows) };
  },
  async 'order-check'(platform, { store }) {
    const { id } = await getByNameOrId(platform, store);
    const check = await platform.api.store.orderCheck.query({ id });
    return { value: check, text: orderCheckText(check) };
  },
  async operations(platform, { store }) {
    const ofGone = isId(store) ? await platform.api.store.operations.query({ id: store }) : [];
    const id = ofGone.length > 0 ? store : (await getByNameOrId(platform, store)).id;
    const operations = await platform.api.store.operations.query({ id });
    return { value: operations, text: operations.map(operationText).join('\n\n') };
  },
  async credentials(platform, { store }) {
    const { id } = await getByNameOrId(platform, store);
    const credentials = await platform.api.store.credentials.mutate({ id });
    const { loginUrl, username, password } = credentials;
    return { value: credentials, text: `address   ${loginUrl}\nusername  ${username}\npassword  ${password}` };
  },
} as const satisfies Record<CommandName, Command>;

/** The store after its command, or, with --wait, after the work. A store that failed is no success; one that is gone has none. */
async function afterwards(platform: Platform, store: StoreView, request: Request): Promise<Result> {
  if (!request.wait) return show(platform, store);
  const end = await waitForStore(platform, store, request.timeoutSeconds);
  if (!end) return { value: { id: store.id, name: store.name, status: 'gone' }, text: `${store.name} is gone.` };
  const result = await show(platform, end);
  const { failure, status } = end.operation;
  if (status === 'succeeded') return result;
  return {
    ...result,
    failure: failure
      ? `${end.name} failed.\n${failureText(failure)}`
      : `${end.name}: the ${end.operation.kind} was ${status}.`,
  };
}

async function show(platform: Platform, store: StoreView): Promise<Result> {
  return { value: store, text: storeText(store, await isSimulatedCluster(platform)) };
}

/** The platform has a notice for its people exactly when its nodes are simulated. */
async function isSimulatedCluster({ api }: Platform): Promise<boolean> {
  return (await api.health.get.query()).notice !== null;
}

export function runCommand(platform: Platform, request: Request): Promise<Result> {
  return commands[request.command](platform, request);
}

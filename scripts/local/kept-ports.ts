import { join } from 'node:path';
import { readIfThere, writePrivate } from './private-file.ts';
import { defaultPorts, freePorts, type Ports } from './ports.ts';

/**
 * The ports of an instance: those that it was first given, with `changes` laid over and kept from then on.
 * A new instance has the usual ports when `isUsual`, else free ones.
 */
export async function keptPorts(dir: string, isUsual: boolean, changes: Partial<Ports> = {}): Promise<Ports> {
  const path = join(dir, 'ports.json');
  const kept = JSON.parse(readIfThere(path) ?? 'null') as Ports | null;
  const ports = { ...(kept ?? (isUsual ? defaultPorts : await freePorts())), ...changes };
  writePrivate(path, JSON.stringify(ports, null, 2));
  return ports;
}

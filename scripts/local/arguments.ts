import { join, resolve } from 'node:path';
import { isPortName, type Ports } from './ports.ts';
import { root } from './root.ts';
import { Stop } from './stop.ts';

/** The folder of a person's own instance. */
export const usualFolder = join(root, '.data');

/** The folder named by `--data`, or the usual one. */
export const folderOf = (data: string | undefined): string => (data ? resolve(data) : usualFolder);

/** `app=3001` and the like, as given by `--port`. */
export function portsOf(texts: string[]): Partial<Ports> {
  const ports: Partial<Ports> = {};
  for (const text of texts) {
    const [name = '', number] = text.split('=');
    const port = Number(number);
    if (!isPortName(name) || !Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Stop(`--port ${text} is not understood: write a name and a number, such as --port app=3001.`);
    }
    ports[name] = port;
  }
  return ports;
}

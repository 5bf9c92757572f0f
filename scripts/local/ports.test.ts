import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { portsOf } from './arguments.ts';
import { demandFree, freePorts } from './ports.ts';

it('a port that another program holds is named, with its use and what to do', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ports = { ...(await freePorts()), app: port };
  await expect(demandFree(ports, ['postgres', 'app'])).rejects.toThrow(
    `Port ${port}, meant for the app, is taken by another program: end that program, or choose another port with --port app=NUMBER.`,
  );
  server.close();
});

it('the free ports of an instance are all different', async () => {
  const ports = Object.values(await freePorts());
  expect(new Set(ports).size).toBe(ports.length);
});

it.each(['app', 'app=', 'app=0', 'app=70000', 'nothing=3000', 'app=30.5'])(
  '--port %s is refused with an example',
  (text) => {
    expect(() => portsOf([text])).toThrow('such as --port app=3001');
  },
);

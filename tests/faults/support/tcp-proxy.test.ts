import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { after, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A server that answers each request with its own words, and remembers them. */
let server: Server;
let heard: string[];
let proxy: TcpProxy;

beforeEach(async () => {
  heard = [];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push(String(bytes));
      socket.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy(`http://localhost:${(server.address() as AddressInfo).port}/path`);
});

afterEach(async () => {
  await proxy.close();
  server.close();
});

async function open(port = Number(new URL(proxy.url).port)): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** The answer, or `ended` when the connection breaks first. */
async function ask(socket: Socket, words: string): Promise<string> {
  const ended = once(socket, 'close').then(() => 'ended');
  const answered = once(socket, 'data').then(([bytes]) => String(bytes));
  socket.write(words);
  return Promise.race([answered, ended]);
}

describe('a proxy in front of a server', () => {
  it('carries what is said, under its own port and the same path', async () => {
    expect(await ask(await open(), 'hello')).toBe('hello');
    expect(new URL(proxy.url).pathname).toBe('/path');
    expect(proxy.asked()).toBe(1);
  });

  it('that cuts ends what is there and takes what is new', async () => {
    const socket = await open();
    const ended = once(socket, 'close');
    proxy.cut();
    await ended;
    expect(await ask(await open(), 'new')).toBe('new');
  });

  it('that refuses takes nothing until it is healed', async () => {
    await proxy.refuse();
    await expect(open()).rejects.toThrow('ECONNREFUSED');
    await proxy.heal();
    expect(await ask(await open(), 'back')).toBe('back');
  });

  it('that hangs lets nothing through, and all of it when it is healed', async () => {
    const socket = await open();
    expect(await ask(socket, 'before')).toBe('before');
    proxy.hang();
    const late = ask(socket, 'meanwhile');
    const alsoLate = ask(await open(), 'too');
    expect(await ask(await open((server.address() as AddressInfo).port), 'past it')).toBe('past it');
    expect(heard).toEqual(['before', 'past it']);
    await proxy.heal();
    expect(await Promise.all([late, alsoLate])).toEqual(['meanwhile', 'too']);
  });

  it('holds a request before it arrives: cut then, it never does', async () => {
    const socket = await open();
    const held = proxy.hold('request', (request) => request.includes('commit'));
    expect(await ask(socket, 'begin')).toBe('begin');
    const lost = ask(socket, 'commit');
    await held;
    expect(await ask(await open(), 'of another')).toBe('of another');
    proxy.cut();
    expect(await lost).toBe('ended');
    expect(heard).toEqual(['begin', 'of another']);
  });

  it('holds the answer of a request that arrived: cut then, only the answer is lost', async () => {
    const socket = await open();
    const held = proxy.hold('answer', (request) => request.includes('commit'));
    const lost = ask(socket, 'commit');
    await held;
    proxy.cut();
    expect(await lost).toBe('ended');
    expect(heard).toEqual(['commit']);
  });

  it('holds what comes after so many requests', async () => {
    const socket = await open();
    const held = proxy.hold('request', after(2));
    expect(await ask(socket, 'first')).toBe('first');
    expect(await ask(socket, 'second')).toBe('second');
    const third = ask(socket, 'third');
    await held;
    expect(heard).toEqual(['first', 'second']);
    await proxy.heal();
    expect(await third).toBe('third');
  });
});

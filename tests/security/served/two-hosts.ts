import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './certificate.ts';

/** The parent of both names. Browsers take every name that ends in `.localhost` for this machine. */
const PARENT = 'platform.localhost';

export type TwoHosts = {
  /** Where people reach the platform, and a shop, over https: one port, two names under one parent. */
  platformUrl: string;
  shopUrl: string;
  /** From now on what is asked of the platform goes to this app. */
  lead: (appUrl: string) => void;
  /** From now on the shop is this page, which sets these cookies too. */
  show: (html: string, setCookies: string[]) => void;
  /** The `Cookie` header of every request to the platform so far. */
  cookiesSent: string[];
  close: () => void;
};

/** What stands before the platform and a shop and ends their https. */
export async function startTwoHosts(): Promise<TwoHosts> {
  let app = new URL('http://127.0.0.1');
  let shop = { html: '', setCookies: [] as string[] };
  const cookiesSent: string[] = [];
  const server = createServer(selfSigned(PARENT), (incoming, outgoing) => {
    if (incoming.headers.host?.startsWith('shop.')) {
      outgoing.writeHead(200, { 'content-type': 'text/html', 'set-cookie': shop.setCookies }).end(shop.html);
      return;
    }
    cookiesSent.push(incoming.headers.cookie ?? '');
    const { method, url: path, headers } = incoming;
    const { hostname, port } = app;
    const all = { ...headers, 'x-forwarded-proto': 'https' };
    const asked = request({ hostname, port, method, path, headers: all }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    asked.on('error', () => outgoing.destroy());
    outgoing.on('close', () => asked.destroy());
    incoming.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    platformUrl: `https://console.${PARENT}:${port}`,
    shopUrl: `https://shop.${PARENT}:${port}`,
    lead: (appUrl) => void (app = new URL(appUrl)),
    show: (html, setCookies) => void (shop = { html, setCookies }),
    cookiesSent,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

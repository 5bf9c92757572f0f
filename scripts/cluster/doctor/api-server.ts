import { readFileSync } from 'node:fs';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../local/root.ts';
import { list } from './find.ts';
import type { Check, Place } from './place.ts';
import { ok, warning, wrong } from './result.ts';

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** The addresses that no network of the list holds. */
export function uncovered(addresses: readonly string[], networks: readonly string[]): string[] {
  const held = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    held.addSubnet(address, Number(bits), familyOf(address));
  }
  return addresses.filter((address) => !held.check(address, familyOf(address)));
}

/** What the store charts block without being told. */
function privateRanges(): string[] {
  const values = parse(readFileSync(join(root, 'helm/woocommerce/values.yaml'), 'utf8')) as {
    network: { blockedCidrs: string[] };
  };
  return values.network.blockedCidrs;
}

type Slice = { endpoints?: { addresses: string[] }[] | null };

/** Where the API server is: inside the cluster, and as the kubeconfig has it. */
async function addressesIn({ k, server, addressesOf }: Place): Promise<string[]> {
  const path =
    '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/service-name=kubernetes';
  const slices = await list<Slice>(k, path);
  const inside = slices.flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses));
  const host = new URL(server).hostname.replace(/^\[|\]$/g, '');
  const outside = isIP(host) ? [host] : await addressesOf(host);
  return [...new Set([...inside, ...outside])].toSorted();
}

/** Whether shops are kept from the API server, wherever it answers. */
export const apiServerCheck: Check = async (place) => {
  const { blockedCidrs, isInstalled } = place.expected;
  const addresses = await addressesIn(place);
  const open = uncovered(addresses, [...privateRanges(), ...blockedCidrs]);
  const where = `API server (${addresses.join(', ')})`;
  if (open.length === 0) return [ok(where, 'shops are kept from it')];
  const networks = [...blockedCidrs, ...open.map((address) => `${address}/${isIPv6(address) ? 128 : 32}`)];
  const next = `Give helm/platform --set "stores.blockedCidrs={${networks.join(',')}}"; the set-up scripts do. It holds for shops from their next operation on.`;
  return isInstalled
    ? [wrong(where, `shops are not kept from ${open.join(', ')}: stores.blockedCidrs lacks it`, next)]
    : [warning(where, `not a private address: ${open.join(', ')}`, next)];
};

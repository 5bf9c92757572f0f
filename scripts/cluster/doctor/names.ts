import { randomBytes } from 'node:crypto';
import type { Check } from './place.ts';
import { ok, warning, wrong, type Finding } from './result.ts';

const isLocal = (name: string) => name === 'localhost' || name.endsWith('.localhost');
const isLoopback = (address: string) => address === '::1' || address.startsWith('127.');

function judgeLocal(name: string, addresses: readonly string[]): Finding {
  if (addresses.length > 0 && addresses.every(isLoopback)) return ok(name, 'leads to this machine');
  return warning(
    name,
    addresses.length === 0 ? 'leads nowhere for programs on this machine' : `leads to ${addresses.join(', ')}`,
    'Browsers find names below localhost by themselves; other programs need a resolver that does (systemd-resolved), or curl --resolve.',
  );
}

function judge(record: string, asked: string, addresses: readonly string[]): Finding {
  if (isLocal(asked)) return judgeLocal(record, addresses);
  if (addresses.length > 0) return ok(record, `leads to ${addresses.join(', ')}`);
  return wrong(
    record,
    asked === record ? 'leads nowhere' : `leads nowhere (${asked} was asked for)`,
    `Make an A record ${record} with the address of the ingress controller (AAAA too where it has one).`,
  );
}

/** Whether the dashboard's name, and any shop's, lead somewhere, and to the same place. */
export const namesCheck: Check = async ({ addressesOf, expected: { platformHost, storesDomain } }) => {
  if (!platformHost || !storesDomain) return [ok('the platform', 'not installed, so it has no names yet')];
  // A name that nobody has asked for: only a wildcard record answers it.
  const shop = `doctor-${randomBytes(4).toString('hex')}.${storesDomain}`;
  const [platform, shops] = await Promise.all([addressesOf(platformHost), addressesOf(shop)]);
  const findings = [judge(platformHost, platformHost, platform), judge(`*.${storesDomain}`, shop, shops)];
  if (platform.length === 0 || shops.length === 0 || platform.join() === shops.join()) return findings;
  const where = `${platformHost}, *.${storesDomain}`;
  const next = 'Give both records the address of the one ingress controller, unless a proxy stands before one of them.';
  return [...findings, warning(where, 'lead to different places', next)];
};

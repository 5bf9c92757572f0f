import { env } from '#server/env.ts';
import { storeAddress } from '#server/stores/address.ts';
import { hostOf } from '#server/stores/naming.ts';
import { STORE_TYPES } from '#server/stores/types/index.ts';
import { EXAMPLE_NAME } from './example-name.ts';
import type { Platform } from './platform.tsx';

/** What every screen is told by the server. */
export function readPlatform(): Platform {
  const { CLUSTER_NOTICE, STORE_BASE_DOMAIN } = env();
  const types = [...STORE_TYPES.values()].map(({ id, label, description, includes }) => ({
    id,
    label,
    description,
    includes,
  }));
  return {
    notice: CLUSTER_NOTICE || null,
    types,
    addressExample: storeAddress(hostOf(EXAMPLE_NAME, STORE_BASE_DOMAIN)),
  };
}

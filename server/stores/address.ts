import { env } from '#server/env.ts';

/** The public address of a store's host: scheme and port are the ingress controller's. */
export function storeAddress(host: string): string {
  const { STORE_URL_SCHEME: scheme, STORE_URL_PORT: port } = env();
  return new URL(`${scheme}://${host}${port ? `:${port}` : ''}`).href;
}

/**
 * Where a browser gets a product's picture, or null when the address is none.
 * Uploads lie under `/static/` of the backend, which the Ingress serves on the shop's own host; Medusa writes them with whatever
 * address it was told, so the shop's and the backend's own are cut down to the path. Anything else on the web stays as it is.
 */
export const pictureAddress = (written: string | null | undefined, ownUrls: string[]): string | null => {
  const url = written ? URL.parse(written, 'http://localhost') : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const isOwn = url.hostname === 'localhost' || ownUrls.some((own) => URL.parse(own)?.hostname === url.hostname);
  if (!isOwn) return url.href;
  return url.pathname.startsWith('/static/') ? url.pathname + url.search : null;
};

/**
 * Whether a post comes from the shop's own pages: its Origin is that of the shop's address, or has the host that was asked
 * (a shop reached through another port is still itself, and no other site can choose the Host that a browser sends).
 * A client that is no browser sends no Origin, and carries no one's cookies either.
 */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined, shopUrl: string): boolean => {
  if (origin === undefined) return true;
  const parsed = URL.parse(origin);
  return parsed !== null && (parsed.origin === URL.parse(shopUrl)?.origin || parsed.host === host);
};

import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';

const KEY = ['stores-gone'];
const NONE: ReadonlySet<string> = new Set();

/** The stores whose end this tab has seen: ids don't return, so nothing that comes late may bring one back. */
export function goneStores(queryClient: QueryClient): ReadonlySet<string> {
  return queryClient.getQueryData<ReadonlySet<string>>(KEY) ?? NONE;
}

export function rememberGone(queryClient: QueryClient, id: string): void {
  queryClient.setQueryDefaults(KEY, { gcTime: Infinity, structuralSharing: false });
  queryClient.setQueryData(KEY, new Set([...goneStores(queryClient), id]));
}

export function useIsGone(id: string): boolean {
  const { data = NONE } = useQuery<ReadonlySet<string>>({
    queryKey: KEY,
    queryFn: skipToken,
    structuralSharing: false,
  });
  return data.has(id);
}

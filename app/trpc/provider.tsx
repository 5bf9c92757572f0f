'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { useState, type ReactNode } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '#server/trpc/router.ts';
import { leaveIfSignedOut } from './signed-out.ts';
import { TRPCProvider } from './client.ts';
import { isPassing } from './problem.ts';

const ENDPOINT = '/api/trpc';
/** The server refuses larger batches. */
const BATCH_MAX = 10;
/** Two more tries of a read, after 1 s and 2 s; then the page says what is wrong and offers another. */
const READ_RETRIES = 2;

/** Gives the page its query cache and its typed client: reads in batches, one stream for what changes. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** What the stream keeps fresh needs no second look on focus or by age. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveIfSignedOut }),
    mutationCache: new MutationCache({ onError: leaveIfSignedOut }),
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < READ_RETRIES && isPassing(error),
      },
    },
  });
}

function createClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url: ENDPOINT, transformer: superjson }),
        false: httpBatchLink({ url: ENDPOINT, transformer: superjson, maxItems: BATCH_MAX }),
      }),
    ],
  });
}

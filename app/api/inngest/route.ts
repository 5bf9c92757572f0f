import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { env } from '#server/env.ts';
import { singleton } from '#server/singleton.ts';
import { inngest } from '#server/workflows/client.ts';
import { admitCall } from '#server/workflows/door.ts';
import { functions } from '#server/workflows/functions.ts';

export const dynamic = 'force-dynamic';

const handlers = singleton('inngest-handlers', () =>
  serve({
    client: inngest(),
    functions: functions(),
    serveOrigin: env().INNGEST_SERVE_ORIGIN,
    // Inngest signs this too; unsigned it would let anybody make the app register itself.
    enableUnauthedSync: false,
  }),
);

const answer = (method: 'POST' | 'PUT') => async (request: NextRequest, context: unknown) => {
  const admitted = await admitCall(request);
  return admitted instanceof Response ? admitted : handlers()[method](admitted, context);
};

export const GET = (request: NextRequest, context: unknown) => handlers().GET(request, context);
export const POST = answer('POST');
export const PUT = answer('PUT');

import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { env } from '#server/env.ts';
import { singleton } from '#server/singleton.ts';
import { inngest } from '#server/workflows/client.ts';
import { functions } from '#server/workflows/functions.ts';

export const dynamic = 'force-dynamic';

const handlers = singleton('inngest-handlers', () =>
  serve({ client: inngest(), functions: functions(), serveOrigin: env().INNGEST_SERVE_ORIGIN }),
);

export const GET = (request: NextRequest, context: unknown) => handlers().GET(request, context);
export const POST = (request: NextRequest, context: unknown) => handlers().POST(request, context);
export const PUT = (request: NextRequest, context: unknown) => handlers().PUT(request, context);

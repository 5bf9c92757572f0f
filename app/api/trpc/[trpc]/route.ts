import { handle } from '#server/trpc/handler.ts';
import { corsHeaders } from '#server/trpc/origins.ts';

export const dynamic = 'force-dynamic';

export { handle as GET, handle as POST };

export function OPTIONS(request: Request): Response {
  return new Response(null, { status: 204, headers: corsHeaders(request.headers.get('origin')) });
}

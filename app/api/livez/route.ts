export const dynamic = 'force-dynamic';

/** The process answers. It says nothing about what the app needs: a restart would not bring that back. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'cache-control': 'no-store' } });
}

import { getHealth } from '#server/health.ts';

export const dynamic = 'force-dynamic';

/** For people and monitors: 503 only when nothing can be answered; what else is away is named. */
export async function GET(): Promise<Response> {
  const health = await getHealth();
  const status = health.status === 'down' ? 503 : 200;
  return Response.json(health, { status, headers: { 'cache-control': 'no-store' } });
}

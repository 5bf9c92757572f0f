import { pingDatabase } from '#server/db.ts';
import { stopping } from '#server/lifecycle.ts';

export const dynamic = 'force-dynamic';

/** A database that takes longer is too slow to serve people. */
const DATABASE_MS = 1_000;

/** May this process be sent requests? 503 with the reason while it stops, or while the database is away. */
export async function GET(): Promise<Response> {
  if (stopping().aborted) return answer(503, 'stopping');
  try {
    await pingDatabase(AbortSignal.timeout(DATABASE_MS));
    return answer(200, 'ok');
  } catch {
    return answer(503, 'the database does not answer');
  }
}

function answer(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { 'cache-control': 'no-store' } });
}

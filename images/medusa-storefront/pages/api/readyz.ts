import type { NextApiRequest, NextApiResponse } from 'next';
import { connect } from '../../medusa/client.ts';
import { readSettings } from '../../shop/settings.ts';

/** Milliseconds; a probe asks again soon. */
const PATIENCE = 2_000;

/** 200 only when the backend answers and takes the publishable key, else 503 with the reason. */
export default async function readyz(_request: NextApiRequest, response: NextApiResponse) {
  const { backendUrl, publishableKey } = readSettings();
  response.setHeader('Cache-Control', 'no-store');
  try {
    const query = { limit: 1, fields: 'id' };
    await connect(backendUrl, publishableKey)('/store/regions', { query, patience: PATIENCE });
    response.send('ok\n');
  } catch (error) {
    response.status(503).send(`The backend does not serve this shop: ${(error as Error).message}\n`);
  }
}

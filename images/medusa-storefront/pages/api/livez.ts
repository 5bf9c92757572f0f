import type { NextApiRequest, NextApiResponse } from 'next';

/** The process answers. */
export default function livez(_request: NextApiRequest, response: NextApiResponse) {
  response.setHeader('Cache-Control', 'no-store').send('ok\n');
}

import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/** Bytes: the checkout's fields, filled to their limits in any script, stay below. */
const MOST = 32 * 1024;

/** The fields of a posted form. Throws Problem 415 for another kind of body and 413 for too long a one. */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams> => {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw new Problem(415, 'This form could not be read', 'It was not sent the way a browser sends a form.');
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST) throw new Problem(413, 'This form is too long', 'Please shorten what you typed and try again.');
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
};

import { Agent, request } from 'node:http';
import { z } from 'zod';
import { findRetryAfter } from './backoff.ts';
import { canonicalJson, isSigned, sign } from './signature.ts';
import type { StepError } from './steps.ts';

/** An operation that the SDK reports or asks for. */
export const operation = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: z.record(z.string(), z.unknown()).nullish(),
});
export type Operation = z.infer<typeof operation>;

/** What came of a call: operations, the function's value, an error of its code, or no answer that can be trusted. */
export type Answer =
  | { kind: 'operations'; operations: Operation[]; isOneByOne: boolean; retryAt: number | null }
  | { kind: 'returned'; data: unknown }
  | { kind: 'failed'; error: StepError; canRetry: boolean; retryAt: number | null };

type Response = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

// A connection of its own for each call: an idle one that the app is just closing would look like a killed app.
const agent = new Agent({ keepAlive: false });
/** The most that an answer may hold; the official server refuses larger states as well. */
const maxAnswerBytes = 32 * 1024 * 1024;

const jsonError = z.looseObject({ name: z.string(), message: z.string(), stack: z.string().optional() });

/** An error in whatever form the SDK sent it, as name, message and stack. */
export function readError(value: unknown): StepError {
  const parsed = jsonError.safeParse(value);
  if (parsed.success) {
    const { name, message, stack } = parsed.data;
    return { name, message, stack: stack ?? '' };
  }
  return { name: 'Error', message: typeof value === 'string' ? value : JSON.stringify(value ?? null), stack: '' };
}

/** Sends a signed request to the app. Rejects when the connection fails or ends before the answer does, and at `signal`. */
export function sendToApp(
  method: 'POST' | 'PUT',
  url: URL,
  body: string,
  signingKey: string,
  { headers = {}, signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method,
        agent,
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-inngest-signature': sign(body, signingKey),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > maxAnswerBytes) {
            answer.destroy(new Error('The answer of the app is larger than 32 MiB.'));
          }
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Calls a function of the app and reads its answer. Never rejects: a dead or strange app is a failure to be repeated. */
export async function callApp(
  appUrl: string,
  target: { functionId: string; stepId: string | null; dispatch: string },
  body: unknown,
  signingKey: string,
): Promise<Answer> {
  const url = new URL(appUrl);
  url.searchParams.set('fnId', target.functionId);
  url.searchParams.set('stepId', target.stepId ?? 'step');
  try {
    const headers = { 'x-inngest-server-kind': 'cloud', 'x-request-id': target.dispatch };
    const response = await sendToApp('POST', url, canonicalJson(body), signingKey, { headers });
    return readAnswer(response, signingKey);
  } catch (error) {
    return unreachable(`The app did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readAnswer(response: Response, signingKey: string): Answer {
  const header = (name: string) => {
    const value = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  if (!isSigned(header('x-inngest-signature'), response.body, signingKey)) {
    return unreachable(`The app answered ${response.status} without a valid signature; do both use one signing key?`);
  }
  const body: unknown = response.body === '' ? null : JSON.parse(response.body);
  const retryAt = findRetryAfter(header('retry-after'));
  if (response.status === 206) {
    const operations = z.array(operation).min(1).parse(body);
    return { kind: 'operations', operations, isOneByOne: header('x-inngest-req-version') === '1', retryAt };
  }
  if (response.status === 200) {
    return { kind: 'returned', data: body };
  }
  const canRetry = header('x-inngest-no-retry') !== 'true';
  return { kind: 'failed', error: readError(body), canRetry, retryAt };
}

function unreachable(message: string): Answer {
  return { kind: 'failed', error: { name: 'Error', message, stack: '' }, canRetry: true, retryAt: null };
}

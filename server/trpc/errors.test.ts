import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, type AppErrorCode } from '#server/errors.ts';
import { KubernetesError } from '#server/kubernetes/errors.ts';
import { storeName } from '#server/stores/schema.ts';
import { answerTo, errorShape } from './errors.ts';

const wrap = (cause: unknown) => new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });

describe('the answer to an error', () => {
  const statuses: Record<AppErrorCode, number> = {
    UNAUTHENTICATED: 401,
    FORBIDDEN: 403,
    INVALID_INPUT: 400,
    NOT_FOUND: 404,
    NAME_TAKEN: 409,
    NOT_ALLOWED_NOW: 409,
    IDEMPOTENCY_KEY_REUSED: 422,
    STORE_LIMIT_REACHED: 429,
    PLATFORM_FULL: 429,
    RATE_LIMITED: 429,
    UNAVAILABLE: 503,
  };

  it.each(Object.entries(statuses) as [AppErrorCode, number][])(
    '%s has the status %d, its code and its words',
    (code, httpStatus) => {
      const shape = errorShape(wrap(new AppError(code, 'What to do.')), 'store.get');
      expect(shape).toMatchObject({ message: 'What to do.', data: { code, httpStatus, path: 'store.get' } });
    },
  );

  it('says how long to wait where that is known, and otherwise for what is away', () => {
    expect(answerTo(wrap(new AppError('RATE_LIMITED', 'Wait.', { retryAfterSeconds: 7 }))).retryAfterSeconds).toBe(7);
    expect(answerTo(wrap(new AppError('UNAVAILABLE', 'Wait.'))).retryAfterSeconds).toBeGreaterThan(0);
    expect(answerTo(wrap(new AppError('NAME_TAKEN', 'Choose.'))).retryAfterSeconds).toBeUndefined();
  });

  it('hides what was not foreseen behind an id, the same one for the client and the log', () => {
    const error = wrap(new Error('password=hunter2 at /srv/app/secret.ts:1:1'));
    const { message, data } = errorShape(error, 'store.get');
    expect(data).toMatchObject({ code: 'INTERNAL', httpStatus: 500, id: answerTo(error).id });
    expect(message).toContain(String(data.id));
    expect(JSON.stringify({ message, data })).not.toMatch(/hunter2|secret\.ts|stack/);
  });

  it('takes an absent cluster or database for a moment to wait, in words without their hosts', () => {
    for (const cause of [
      new KubernetesError('forbidden', 'https://10.0.0.1 says no'),
      new Error('connect ECONNREFUSED 10.0.0.2:5432'),
    ]) {
      const { code, message, retryAfterSeconds } = answerTo(wrap(cause));
      expect(code).toBe('UNAVAILABLE');
      expect(message).not.toContain('10.0.0');
      expect(retryAfterSeconds).toBeGreaterThan(0);
    }
  });

  it('is a sentence about the first rule that broke, and names every field', () => {
    const input = z.strictObject({ name: storeName, limit: z.int().min(1) });
    const cause = input.safeParse({ name: 'A', limit: 0, status: 'ready' }).error;
    const { message, fields } = answerTo(new TRPCError({ code: 'BAD_REQUEST', cause }));
    expect(message).toBe('3 to 40 characters.');
    expect(Object.keys(fields ?? {}).toSorted()).toEqual(['', 'limit', 'name']);
    const bare = input.safeParse({ name: 'a-shop', limit: 0 }).error;
    expect(answerTo(new TRPCError({ code: 'BAD_REQUEST', cause: bare })).message).toMatch(/^"limit": .*\.$/);
  });

  it('does not repeat what was sent when it could not be read', () => {
    const { code, message } = answerTo(
      new TRPCError({ code: 'BAD_REQUEST', message: 'Unexpected token <script> in JSON' }),
    );
    expect(code).toBe('INVALID_INPUT');
    expect(message).not.toContain('script');
  });

  it.each(['AbortError', 'ResponseAborted'])('takes %s for a client that left, and for no fault of ours', (name) => {
    const cause = Object.assign(new Error('gone'), { name });
    expect(answerTo(wrap(cause))).toMatchObject({ code: 'CLIENT_LEFT' });
  });
});

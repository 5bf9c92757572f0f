import { ResponseContext } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { persevere } from './persevere.ts';

const never = new AbortController().signal;

/** Answers one after another, the last one for ever. */
function server(...answers: { code: number; headers?: Record<string, string> }[]) {
  let asked = 0;
  const send = async () => {
    const { code, headers = {} } = answers[Math.min(asked++, answers.length - 1)] ?? { code: 200 };
    return new ResponseContext(code, headers, {
      text: async () => '',
      binary: async () => Buffer.alloc(0),
      stream: () => null,
    });
  };
  return { send, asked: () => asked };
}

describe('a call', () => {
  it('over which the API server stumbles is made again', async () => {
    const { send, asked } = server({ code: 500 }, { code: 503 }, { code: 201 });
    expect((await persevere(send, never)).httpStatusCode).toBe(201);
    expect(asked()).toBe(3);
  });

  it('over which it goes on stumbling is given up', async () => {
    const { send, asked } = server({ code: 500 });
    expect((await persevere(send, never)).httpStatusCode).toBe(500);
    expect(asked()).toBe(4);
  });

  it.each([{ code: 403 }, { code: 409 }, { code: 429 }, { code: 504 }, { code: 503, headers: { 'retry-after': '1' } }])(
    'that is answered $code $headers is not made again',
    async (answer) => {
      const { send, asked } = server(answer);
      await persevere(send, never);
      expect(asked()).toBe(1);
    },
  );

  it('whose bound is reached is not made again, and says so', async () => {
    const { send, asked } = server({ code: 500 });
    const reason = new Error('too late');
    await expect(persevere(send, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(asked()).toBe(1);
  });
});

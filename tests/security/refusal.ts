import { expect } from 'vitest';
import type { Answer } from '#tests/integration/trpc/api.ts';

/** A refusal as reliability.md wants it: the status, a stable code, a sentence, and nothing of the inside. */
export function expectRefusal(answer: Answer | undefined, status: number, code: string): void {
  expect({ status: answer?.status, code: answer?.error?.data.code }, answer?.text).toEqual({ status, code });
  if (answer) expectNothingInside(answer);
}

/** Any refusal of a caller's mistake. */
export function expectRefused(answer: Answer): void {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text).toBeLessThan(500);
  expectNothingInside(answer);
}

function expectNothingInside({ text, error }: Answer): void {
  expect(error?.message).toMatch(/^.{10,}\.$/su);
  expect(error?.data.code).toMatch(/^[A-Z_]+$/);
  expect(text).not.toMatch(/stack|node_modules|prisma|\bat .*:\d+:\d+|select .* from/i);
}

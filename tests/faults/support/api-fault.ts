import type { ApiCall } from './api-call.ts';

export type FaultCode = keyof typeof WORDS;

/** What becomes of a call instead of the usual. */
export type Fault =
  /** Answered with that HTTP status, in the API server's own words. The call does not reach it. */
  | { is: 'status'; code: FaultCode; retryAfterSeconds?: number }
  /** Never answered; a stream that is open falls silent. */
  | { is: 'hang' }
  | { is: 'delay'; ms: number }
  /** Done by the API server, and then answered with 500 all the same. */
  | { is: 'lost-answer' };

/** Which calls meet with a fault. What is left out does not matter. */
export type Rule = {
  verbs?: readonly string[];
  resources?: readonly string[];
  /** How many of those that fit, from 0 to 1, drawn by a fixed seed. */
  share?: number;
  /** Only the first call of each verb and resource. */
  once?: boolean;
  fault: Fault;
};

/** What the API server says with each status; RBAC's words tell a missing right from a refusal by a policy. */
const WORDS = {
  403: [
    'Forbidden',
    ({ verb, resource }: ApiCall) =>
      `${resource} is forbidden: User "storewright" cannot ${verb} resource "${resource}" in API group ""`,
  ],
  410: ['Expired', () => 'The resourceVersion for the provided watch is too old.'],
  429: ['TooManyRequests', () => 'The server has received too many requests and has asked us to try again later.'],
  500: ['InternalError', () => 'Internal error occurred: a fault was asked for'],
} as const;

/** The `Status` object that goes with an HTTP status. */
export function statusOf(code: FaultCode, call: ApiCall) {
  const [reason, words] = WORDS[code];
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, reason, message: words(call) };
}

/** Chooses the fault of each call by the first rule that takes it. The same calls in the same order meet with the same faults. */
export class Faults {
  readonly #rules: readonly Rule[];
  readonly #draw = createDraw(0x5eed);
  readonly #seen = new Set<string>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  choose(call: ApiCall): Fault | null {
    const rule = this.#rules.find((candidate) => fits(candidate, call) && this.#isTaken(candidate, call));
    return rule?.fault ?? null;
  }

  /** Whether an answer that goes on is held back from now on. */
  silences(call: ApiCall): boolean {
    return this.#rules.some((rule) => rule.fault.is === 'hang' && fits(rule, call));
  }

  #isTaken({ share = 1, once = false }: Rule, { verb, resource }: ApiCall): boolean {
    const key = `${verb} ${resource}`;
    if (once && this.#seen.has(key)) return false;
    const isDrawn = this.#draw() < share;
    if (isDrawn) this.#seen.add(key);
    return isDrawn;
  }
}

function fits({ verbs, resources }: Rule, call: ApiCall): boolean {
  return (verbs?.includes(call.verb) ?? true) && (resources?.includes(call.resource) ?? true);
}

/** Numbers from 0 to below 1 that look random and are the same each time: a linear congruential generator (Numerical Recipes). */
function createDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * An answer is worth waiting for this long, in milliseconds; then the person is told that the shop can't be reached. A change is
 * worth more: given up too early it may be made all the same, and the first one after a start of Medusa took more than 5 s on a
 * machine with ten times as much to do as it can.
 */
const PATIENCE = { GET: 5_000, POST: 10_000, DELETE: 10_000 };

/** The backend did not do what it was asked: it answered with an error, or (status null) not at all. */
export class BackendFault extends Error {
  override name = 'BackendFault';
  readonly status: number | null;
  /** Medusa's word for the cause, such as `insufficient_inventory`. */
  readonly code: string | undefined;

  constructor(message: string, status: number | null, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

export interface Asking {
  method?: 'GET' | 'POST' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Milliseconds. */
  patience?: number;
}

/** Asks the Store API of one shop, with its key. Throws BackendFault. */
export type Backend = <Answer>(path: string, asking?: Asking) => Promise<Answer>;

const withQuery = (path: string, query: Asking['query'] = {}): string => {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
};

const faultOf = async (answer: Response): Promise<BackendFault> => {
  const body: unknown = await answer.json().catch(() => null);
  const { message, code } = (body ?? {}) as { message?: string; code?: string };
  return new BackendFault(message ?? answer.statusText, answer.status, code);
};

/** The Store API at `url` for the shop whose publishable key this is. */
export const connect =
  (url: string, publishableKey: string): Backend =>
  async <Answer>(path: string, { method = 'GET', query, body, patience = PATIENCE[method] }: Asking = {}) => {
    const asked = `${method} ${path}`;
    try {
      const answer = await fetch(url + withQuery(path, query), {
        method,
        headers: { 'x-publishable-api-key': publishableKey, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(patience),
      });
      if (!answer.ok) throw await faultOf(answer);
      return (await answer.json()) as Answer;
    } catch (error) {
      if (error instanceof BackendFault) throw error;
      throw new BackendFault(`${asked} was not answered`, null, undefined, { cause: error });
    }
  };

/** The answer, or null where the backend says that there is none (404). */
export const orNull = async <Answer>(asked: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof BackendFault && error.status === 404) return null;
    throw error;
  }
};

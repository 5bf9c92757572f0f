import { Prisma } from '../generated/prisma/client.ts';

/** Too many requests wait for a connection already. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError';

  /** By name: the copy of this class that threw may be another one (server/singleton.ts). */
  static override [Symbol.hasInstance](value: unknown): value is DatabaseBusyError {
    return value instanceof Error && value.name === 'DatabaseBusyError';
  }

  constructor() {
    super('Too many requests wait for the database. Try again in a moment.');
  }
}

/** What `@prisma/adapter-pg` found out about an error of the server or of the connection. */
interface DriverCause {
  kind?: string;
  originalCode?: string;
  constraint?: { index?: string; fields?: string[] };
}

/** Prisma's codes: unreachable, timed out, closed, no connection free, transaction not started in time. */
const UNAVAILABLE_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);

const UNAVAILABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'TransactionAlreadyClosed',
]);

/** PostgreSQL's: connection (08), too many connections, statement or lock timeout, shutting down, starting, idle for too long. */
const UNAVAILABLE_STATES = /^(?:08...|53300|57014|55P03|57P0[1-35]|25P03)$/;

/** Sockets and `pg` itself have neither code: these are their words. */
const UNAVAILABLE_WORDS =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|not queryable|Cannot use a pool after calling end/;

/** The database is away, starting, or too busy: the same request may succeed in a moment. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return chain(error).some((link) => {
    const { code, kind, originalCode, message } = link as { code?: unknown; message?: unknown } & DriverCause;
    return (
      link instanceof DatabaseBusyError ||
      link instanceof Prisma.PrismaClientInitializationError ||
      (typeof code === 'string' && (UNAVAILABLE_CODES.has(code) || UNAVAILABLE_STATES.test(code))) ||
      (typeof originalCode === 'string' && UNAVAILABLE_STATES.test(originalCode)) ||
      (typeof kind === 'string' && UNAVAILABLE_KINDS.has(kind)) ||
      (typeof message === 'string' && UNAVAILABLE_WORDS.test(message))
    );
  });
}

/**
 * A unique constraint refused the write.
 * @param names only these constraints; the name of a column stands for Prisma's own constraint on it alone
 */
export function isUniqueViolation(error: unknown, names?: readonly string[]): boolean {
  const violation = findCause(error, 'UniqueConstraintViolation');
  if (!violation || !names) return violation !== undefined;
  const index = violation.constraint?.index ?? '';
  return names.some((name) => index === name || index.endsWith(`s_${name}_key`));
}

/** Another transaction was in the way (serialization failure or deadlock): the whole transaction may be repeated. */
export function isSerializationFailure(error: unknown): boolean {
  return (
    findCause(error, 'TransactionWriteConflict') !== undefined || chain(error).some((link) => codeOf(link) === 'P2034')
  );
}

function findCause(error: unknown, kind: string): DriverCause | undefined {
  return chain(error).find((link) => (link as DriverCause).kind === kind) as DriverCause | undefined;
}

function codeOf(link: object): unknown {
  return (link as { code?: unknown }).code;
}

/** The error and all that it stands for, outermost first: causes, members of a group, and where Prisma keeps the driver's. */
function chain(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const { cause, errors, meta } = error as {
    cause?: unknown;
    errors?: unknown;
    meta?: { driverAdapterError?: unknown };
  };
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return [error, ...inner.flatMap((next) => chain(next, depth + 1))];
}

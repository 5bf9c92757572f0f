import { assertSafe } from './environment/guards.ts';
import { environment, type Environment } from './environment/schema.ts';

export type { Environment };

/**
 * Reads the configuration out of variables. An empty variable counts as absent, as charts and env files have it.
 * @throws one error that names each wrong variable and what is wrong with it, never its value
 */
export function parseEnv(variables: NodeJS.ProcessEnv): Environment {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = environment.safeParse(present);
  if (!result.success) {
    const lines = result.error.issues.map(
      ({ path, message }) => `${String(path[0])} ${sayWhy(present, path[0], message)}`,
    );
    throw new Error(`The configuration is wrong.\n  ${[...new Set(lines)].join('\n  ')}`);
  }
  assertSafe(result.data);
  return result.data;
}

function sayWhy(present: Record<string, unknown>, name: PropertyKey | undefined, message: string): string {
  return typeof name === 'string' && name in present ? message : 'is missing';
}

let parsed: Environment | undefined;

/** The configuration of this process, read once at the first call: importing this file needs none. */
export function env(): Environment {
  parsed ??= parseEnv(process.env);
  return parsed;
}

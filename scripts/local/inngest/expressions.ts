import { Environment } from '@marcbachmann/cel-js';

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
const compiled = new Map<string, ReturnType<Environment['parse']>>();

/** What an expression may name: `event` is what started the run, `async` the event that has just come. */
export type Variables = { event: unknown; async?: unknown };

/** Throws an error that names the mistake when the text is no CEL expression. */
export function checkExpression(expression: string): void {
  parse(expression);
}

/** Whether the expression holds. One that cannot be evaluated (it names a field that is absent) does not hold. */
export function isMatch(expression: string | null | undefined, variables: Variables): boolean {
  return !expression || evaluate(expression, variables) === true;
}

/** The text that a concurrency key stands for in this event; events without the field share the empty key. */
export function keyOf(expression: string, variables: Variables): string {
  const value = evaluate(expression, variables);
  return typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}

function evaluate(expression: string, variables: Variables): unknown {
  try {
    return parse(expression)(variables);
  } catch {
    return undefined;
  }
}

function parse(expression: string): ReturnType<Environment['parse']> {
  const known = compiled.get(expression) ?? environment.parse(expression);
  compiled.set(expression, known);
  return known;
}

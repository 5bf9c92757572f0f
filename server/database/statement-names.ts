/** A statement with more parameters is of a list of ids or rows, and has another text for each length of it. */
export const PARAMETERS_MOST = 32;

/** As many texts get a name: more than the app has, with all that a list can be filtered by. */
export const NAMED_MOST = 500;

type Statement = { sql: string; args: readonly unknown[] };

/**
 * Names for the statements of one pool: a named one is parsed once for a connection, and planned anew only while that pays. A name
 * stands for one text. What gets none gets '': texts that come after `NAMED_MOST` others, and those with more than `PARAMETERS_MOST`.
 */
export function statementNames(): (statement: Statement) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === NAMED_MOST || args.length > PARAMETERS_MOST) return '';
    const name = `statement-${names.size}`;
    names.set(sql, name);
    return name;
  };
}

/**
 * Values of variables that must be there.
 *
 * @throws when one is missing or empty, with the names of all that are: Medusa itself would end as if all were well.
 */
export function required<Name extends string>(...names: Name[]): Record<Name, string> {
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) {
    throw new Error(
      `${missing.join(', ')} not set. The chart takes these from the Secret and the ConfigMap of the store: see that both hold them.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Record<Name, string>;
}

/** Secrets by what they open, to be looked for where they must not be. */
export type Canaries = Readonly<Record<string, string>>;

/** Something that was written down, and where. */
export type Trace = { where: string; text: string };

/** Shorter ones, such as a user's name, are no secret. */
const SHORTEST = 8;

/** Where which of them stands, however it is written: `table steps: admin-password`. */
export function findCanaries(traces: readonly Trace[], canaries: Canaries): string[] {
  const found = Object.entries(canaries)
    .filter(([, canary]) => canary.length >= SHORTEST)
    .flatMap(([name, canary]) => {
      const forms = formsOf(canary);
      return traces
        .filter(({ text }) => forms.some((form) => text.includes(form)))
        .map(({ where }) => `${where}: ${name}`);
    });
  return [...new Set(found)];
}

/** Base64 depends on what stands before, in steps of three bytes: hence its inner digits three times. */
function formsOf(canary: string): string[] {
  const inner = ['', 'x', 'xx'].map((before) => {
    const digits = Buffer.from(before + canary).toString('base64url');
    return digits.slice(before === '' ? 0 : before.length + 1, -1);
  });
  const base64 = inner.flatMap((form) => [form, form.replaceAll('-', '+').replaceAll('_', '/')]);
  return [canary, encodeURIComponent(canary), Buffer.from(canary).toString('hex'), ...base64];
}

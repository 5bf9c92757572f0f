/** Second labels that many country domains sell beneath, so that `shop.co.uk` counts as three labels. */
const SHARED_SECOND_LABELS = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gob',
  'gov',
  'gouv',
  'ltd',
  'mil',
  'ne',
  'net',
  'or',
  'org',
  'sch',
]);

/**
 * The part of a host name that one party registers, by rule of thumb: `a.b.example.com` → `example.com`. Where the rule
 * knows a suffix too little it gives a shorter name, so that two hosts are taken for one party rather than for two.
 */
export function registrableDomain(host: string): string {
  const labels = host.split('.');
  const country = labels.at(-1)?.length === 2;
  const length = country && SHARED_SECOND_LABELS.has(labels.at(-2) ?? '') ? 3 : 2;
  return labels.slice(-length).join('.');
}

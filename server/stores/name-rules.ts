// prettier-ignore
/** Names that would shadow the platform's own hosts, mislead a shop's customers, or that YAML takes for something else. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'abuse', 'account', 'accounts', 'admin', 'administrator', 'api', 'app', 'assets', 'auth', 'autoconfig', 'autodiscover',
  'billing', 'blog', 'cdn', 'console', 'dashboard', 'default', 'dev', 'dns', 'docs', 'false', 'ftp', 'health', 'help', 'host',
  'hostmaster', 'imap', 'inngest', 'internal', 'kube-system', 'localhost', 'login', 'mail', 'metrics', 'ns1', 'ns2',
  'null', 'off', 'platform', 'pop', 'postmaster', 'root', 'security', 'sign-in', 'signin', 'smtp', 'staging', 'static', 'status', 'store',
  'stores', 'storewright', 'support', 'system', 'test', 'true', 'webmail', 'webmaster', 'www', 'yes',
]);

export const NAME_MIN = 3;
export const NAME_MAX = 40;

/** One rule a line, so that form and server say which one broke. The order is that in which a person should mend them. */
export const NAME_RULES: ReadonlyArray<{ id: string; text: string; holds: (name: string) => boolean }> = [
  {
    id: 'length',
    text: `${NAME_MIN} to ${NAME_MAX} characters`,
    holds: (n) => n.length >= NAME_MIN && n.length <= NAME_MAX,
  },
  {
    id: 'characters',
    text: 'Only lower-case letters, digits and hyphens',
    holds: (n) => /^[a-z0-9-]*$/.test(n) && !n.includes('\n'),
  },
  { id: 'start', text: 'Start with a letter', holds: (n) => /^[a-z]/.test(n) },
  { id: 'end', text: 'End with a letter or digit', holds: (n) => /[a-z0-9]$/.test(n) && !n.endsWith('\n') },
  { id: 'hyphens', text: 'No two hyphens in a row', holds: (n) => !n.includes('--') },
  { id: 'reserved', text: 'Use no reserved name', holds: (n) => !RESERVED_NAMES.has(n) },
];

const CENSORED = '[redacted]';

/** Shorter values are words such as a user's name; to censor them would make a log unreadable and hide nothing. */
const SHORTEST_SECRET = 8;

/**
 * Censors every one of the secrets, in whatever way it is written, and beside them what looks like a secret although nobody told
 * us: passwords of connection strings, values of telling names, credentials of requests, tokens of known forms, private keys.
 * Rather too much than too little.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap(formsOf)
    // The longest first, so that a secret that contains another one leaves nothing behind.
    .toSorted((a, b) => b.length - a.length);
  const known = forms.reduce((result, form) => result.replaceAll(form, CENSORED), text);
  return LOOKS.reduce((result, [look, censored]) => result.replaceAll(look, censored), cutEdges(known, forms));
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, encodeURIComponent(secret), hex, hex.toUpperCase(), ...base64FormsOf(bytes)];
}

/**
 * Base64 takes three bytes at a time, so a secret inside something longer, such as `user:password`, is written in one of three
 * ways; its first and last digits, which depend on what stands around it, are left out.
 */
function base64FormsOf(bytes: Buffer): string[] {
  const inside = [0, 1, 2].map((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const isWhole = (before + bytes.length) % 3 === 0;
    return digits.slice(before === 0 ? 0 : before + 1, isWhole ? undefined : -1);
  });
  return [bytes.toString('base64'), bytes.toString('base64url'), ...inside].flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
}

/** A log is cut off somewhere, perhaps within a secret. */
function cutEdges(text: string, forms: readonly string[]): string {
  const end = longestOf(forms, (form, length) => text.endsWith(form.slice(0, length)));
  const start = longestOf(forms, (form, length) => text.startsWith(form.slice(-length)));
  const kept = text.slice(start, text.length - end);
  return (start > 0 ? CENSORED : '') + kept + (end > 0 ? CENSORED : '');
}

function longestOf(forms: readonly string[], fits: (form: string, length: number) => boolean): number {
  const lengths = forms.map((form) => {
    for (let length = form.length - 1; length >= SHORTEST_SECRET; length -= 1) if (fits(form, length)) return length;
    return 0;
  });
  return Math.max(0, ...lengths);
}

/** Names of settings, fields and parameters whose values are nobody's business. */
const TELLING =
  '(?:pass(?:word|wd|phrase)|pwd|secret|token|(?:api|access|private|auth|nonce|logged_in)[-_]?key|credentials?|salt)';
const QUOTED = String.raw`\\"(?:(?!\\")[^\n]){1,2000}|"(?:\\.|[^"\\\n]){1,2000}|'(?:\\.|[^'\\\n]){1,2000}`;
const BARE = String.raw`[^\s"'\\,;&)}\]<>]{1,2000}`;
const VALUE = `(?:${QUOTED}|${BARE})`;
/** `: `, `=`, ` => `, and the comma of `define('DB_PASSWORD', '…')`. */
const SETS = String.raw`[\w.-]{0,40}\\?["']?\s{0,3}(?:=>|[:=]|,(?=\s{0,3}["']))\s{0,3}`;
/** Whether there is a password says more to a person than it gives away. */
const HARMLESS = /^\\?["']?(?:yes|no|true|false|null|none|undefined|empty|missing|\[redacted)$/i;

// Every repetition is bounded, so that a log made to hinder costs no more than another.
const LOOKS: readonly (readonly [RegExp, (match: string, before?: string, value?: string) => string])[] = [
  [
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,10000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
    () => CENSORED,
  ],
  // scheme://user:password@host, whatever signs the password is made of.
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"']{0,100}:)[^\s"']{1,500}@/gi, (_, before) => `${before}${CENSORED}@`],
  [/\b((?:authorization|(?:set-)?cookie)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[^\n"'\\]{1,4000}/gi, censorValue],
  [/\b((?:bearer|basic)\s{1,3})(?=[\w.~+/-]{0,200}[\d=])[\w.~+/-]{8,4000}={0,2}/gi, censorValue],
  [new RegExp(`(${TELLING}${SETS})(${VALUE})`, 'gi'), censorValue],
  [new RegExp(String.raw`(\s--?[\w-]{0,30}${TELLING}[\w-]{0,20}\s{1,3})(?!-)(${VALUE})`, 'gi'), censorValue],
  [/\beyJ[\w-]{8,4000}\.[\w-]{4,4000}(?:\.[\w-]{0,4000})?/g, () => CENSORED],
  [/\b(?:sw|sk|rk|re|gh[opsu]|npm|whsec|glpat|xox[abprs])[-_](?=[\w-]{0,300}\d)[\w-]{16,300}/g, () => CENSORED],
  [/\bAKIA[0-9A-Z]{16}\b/g, () => CENSORED],
];

/** What stands before the value stays, its opening quote as well. */
function censorValue(match: string, before = '', value = ''): string {
  if (HARMLESS.test(value)) return match;
  const [quote = ''] = /^\\?["']/.exec(value) ?? [];
  return before + quote + CENSORED;
}

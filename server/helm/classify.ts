import { stripVTControlCharacters } from 'node:util';
import type { HelmErrorKind } from './errors.ts';

// The first line that fits decides: what is more exact stands above. Words of Helm 4.2, client-go 0.36 and the API server 1.36.
const SIGNS: ReadonlyArray<readonly [RegExp, HelmErrorKind]> = [
  [/release: not found/i, 'failed'],
  [/no space left on device|read-only file system|disk quota exceeded/i, 'no-room'],
  [/because it is being terminated/i, 'terminating'],
  [/exceeded quota|failed quota/i, 'quota'],
  [/denied (the )?request|violates PodSecurity|admission webhook/i, 'denied'],
  [/is forbidden|unauthorized|cannot (get|list|create|patch|update|delete|watch) resource/i, 'forbidden'],
  [
    /don't meet the specifications of the schema|values\.schema\.json|error converting YAML|failed to parse (-|stdin)/i,
    'invalid-values',
  ],
  [
    /another operation .* in progress|the object has been modified|name that is still in use|conflicts? with "/i,
    'conflict',
  ],
  [
    /connection refused|no such host|cluster unreachable|i\/o timeout|TLS handshake timeout|connection reset|network is unreachable|no route to host|unexpected EOF|: EOF$|server is currently unable|too many requests|etcdserver|Internal error occurred|an error on the server|http2:/im,
    'unavailable',
  ],
  [/context deadline exceeded|timed out|timeout/i, 'timeout'],
];

/** What helm's words on stderr mean. */
export function classify(stderr: string): HelmErrorKind {
  return SIGNS.find(([sign]) => sign.test(stderr))?.[1] ?? 'failed';
}

export function isReleaseNotFound(message: string): boolean {
  return /release: not found/i.test(message);
}

const LAST_WORDS = 1500;

/** The end of what helm said, without its warnings and in bounds: fit for a row, a log line and a person. */
export function lastWords(stderr: string): string {
  const lines = stripVTControlCharacters(stderr)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(WARNING:|[IW]\d{4} |level=(WARN|INFO|DEBUG))/.test(line));
  const words = lines.join('\n').replace(/^Error: /, '');
  return words.length > LAST_WORDS ? `…${words.slice(-LAST_WORDS)}` : words;
}

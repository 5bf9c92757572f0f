import { headers } from 'next/headers';

/** Keeps what is pressed in `earlyKeys` of the window until the shell takes it (shortcuts.ts). */
const KEEP = `earlyKeys=[];addEventListener('keydown',(event)=>earlyKeys?.push(event))`;

/**
 * The page is there before its scripts: what somebody presses in between is kept, not lost. Comes before everything that can be
 * seen, and with the nonce that this answer's policy asks for.
 */
export async function EarlyKeys() {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: KEEP }} />;
}

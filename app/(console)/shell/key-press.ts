/** How long the second key of `g s` may take. */
const SEQUENCE_MS = 1_500;

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'>;

/**
 * Reads what a person means by the keys that they press one after another: `g s` for a `g` and then an `s`, `mod+k` for Ctrl or ⌘
 * with K, else the key itself; null while it is only half said, or meant for the browser.
 */
export function keyReader(): (press: Press) => string | null {
  let pendingSince: number | null = null;
  return ({ key, ctrlKey, metaKey, altKey, timeStamp }) => {
    const isSecond = pendingSince !== null && timeStamp - pendingSince < SEQUENCE_MS;
    pendingSince = null;
    if (altKey) return null;
    if (ctrlKey || metaKey) return key.toLowerCase() === 'k' ? 'mod+k' : null;
    if (isSecond) return `g ${key}`;
    if (key !== 'g') return key;
    pendingSince = timeStamp;
    return null;
  };
}

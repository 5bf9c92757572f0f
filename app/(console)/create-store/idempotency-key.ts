/** 128 random bits in hexadecimal. `crypto.randomUUID` would do, but exists only over https and on loopback. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

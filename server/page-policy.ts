/**
 * The style element that sonner makes when it loads, which takes no nonce: by its hash as it is put into the page, empty, and as it
 * is then filled. A test compares them with the package.
 */
export const TOAST_STYLE_HASHES = [
  'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=',
];

/**
 * The Content-Security-Policy of one page. Scripts and styles come from our files, which are those of the build, and as elements
 * by this answer's nonce, never as attributes of markup; `'strict-dynamic'` would let in whatever a script puts into the page.
 * Forms stay here: the way to Google is a link that a script follows.
 */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}' ${TOAST_STYLE_HASHES.map((hash) => `'${hash}'`).join(' ')}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

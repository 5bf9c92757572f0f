/**
 * Tells react-remove-scroll, which keeps the page behind a dialog from scrolling by a style element, the nonce of this page:
 * the policy of styles allows no other. The variable is webpack's, and what the package looks for; importing this file sets it.
 */
if (typeof document !== 'undefined') {
  Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLElement>('script[nonce]')?.nonce });
}

/** The console's own frame holds it: a page has one main part. */
export { NoSuchPage as default } from '#app/no-such-page.tsx';

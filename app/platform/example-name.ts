/** Stands for a store's name in the example of an address that the server gives. */
export const EXAMPLE_NAME = 'your-store';

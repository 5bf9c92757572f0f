/** Where the shell leads: by `g` and a letter, from the command palette, and from the list of keys. */
export const PLACES = [
  { href: '/', key: 's', label: 'Stores' },
  { href: '/settings', key: 't', label: 'Settings' },
  { href: '/health', key: 'h', label: 'Health of the platform' },
  { href: '/admin/stores', key: 'n', label: 'Administration: all stores', isForAdministrators: true },
  { href: '/admin/people', key: 'p', label: 'Administration: people', isForAdministrators: true },
  { href: '/audit', key: 'a', label: 'Audit log', isForAdministrators: true },
] as const satisfies readonly { href: string; key: string; label: string; isForAdministrators?: true }[];

export type Place = { href: string; key: string; label: string };

export function placesOf(isAdministrator: boolean): Place[] {
  return PLACES.filter((place) => isAdministrator || !('isForAdministrators' in place));
}

/** What else the keyboard does, in the words of its list. */
export const KEYS = [
  { keys: '/', does: 'Search' },
  { keys: 'c', does: 'Create a store' },
  { keys: 'j, k', does: 'Next and previous store of the list' },
  { keys: 'Enter', does: 'Open the store that is chosen' },
  { keys: 'Ctrl K, ⌘ K', does: 'Find a store or a command' },
  { keys: '?', does: 'These keys' },
] as const;

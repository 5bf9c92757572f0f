const turns = new Map<string, Promise<unknown>>();

/**
 * Does one thing at a time for each key, in the order of asking. A second press of a button so waits for the first and finds what
 * that one did; two at once would spoil each other's work in the backend.
 */
export const inTurn = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
  const before = turns.get(key);
  const turn = (before ?? Promise.resolve()).then(work, work);
  turns.set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === turn) turns.delete(key);
  }
};

/** `warning`: works today, or could not be known. Only `wrong` makes doctor fail. */
export type Level = 'ok' | 'warning' | 'wrong';

/** One thing that was looked at. */
export type Result = {
  level: Level;
  /** The check that looked. */
  check: string;
  /** What is so. */
  what: string;
  /** The machine, the cluster, an object, a name. */
  where: string;
  /** What to do next; empty when there is nothing to do. */
  next: string;
};

/** A result before its check's name is put on it. */
export type Finding = Omit<Result, 'check'>;

export const ok = (where: string, what: string): Finding => ({ level: 'ok', where, what, next: '' });

export const warning = (where: string, what: string, next: string): Finding => ({
  level: 'warning',
  where,
  what,
  next,
});

export const wrong = (where: string, what: string, next: string): Finding => ({ level: 'wrong', where, what, next });

/** More than this of one thing in one step is taken for a slip of the finger. */
export const MOST_AT_ONCE = 99;

/** The whole number that a form sent, or null when it is none from `least` to 99. */
export const parseQuantity = (typed: string | null, least: number): number | null => {
  const quantity = /^\d{1,2}$/.test(typed?.trim() ?? '') ? Number(typed) : NaN;
  return quantity >= least && quantity <= MOST_AT_ONCE ? quantity : null;
};

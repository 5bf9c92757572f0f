/** Seeds of the randomised run in every run of the suite. A seed that ever failed stays. */
export const SEEDS = [1, 2];

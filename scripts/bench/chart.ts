import { fileURLToPath } from 'node:url';

/** The app is pointed to a folder of charts in which one of its store types is as small as can be: no product code for it. */
export const CHARTS_DIR = fileURLToPath(new URL('charts', import.meta.url));

export const CHART = { type: 'woocommerce', folder: `${CHARTS_DIR}/woocommerce` };

/**
 * What the chart installs: a pod that takes its time (slow-start.ts), or none at all; otherwise a pod that starts at once. The chart
 * reads it from the beginning of the store's name, the one thing of it that a person chooses.
 */
export type Pace = 'slow' | 'empty';

/** The name of a store of that pace. */
export const nameAt = (pace: Pace | undefined, id: string): string => (pace ? `${pace}-${id}` : id);

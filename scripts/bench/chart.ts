import { fileURLToPath } from 'node:url';

/** The app is pointed to a folder of charts in which one of its store types is as small as can be: no product code for it. */
export const CHARTS_DIR = fileURLToPath(new URL('charts', import.meta.url));

export const CHART = { type: 'woocommerce', folder: `${CHARTS_DIR}/woocommerce` };

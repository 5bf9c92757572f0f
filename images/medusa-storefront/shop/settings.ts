export interface Settings {
  name: string;
  /** Where customers find the shop, without a trailing slash. */
  url: string;
  /** ISO 3166-1 alpha-2, lower case as Medusa has it. */
  country: string;
  /** ISO 4217, lower case as Medusa has it. */
  currency: string;
  backendUrl: string;
  publishableKey: string;
}

/** Whose shop this is: read at each request, so that one image serves every shop and a build needs no environment. */
export const readSettings = (env: NodeJS.ProcessEnv = process.env): Settings => ({
  name: env.STORE_NAME || 'Shop',
  url: env.STORE_URL || 'http://localhost:8000',
  country: (env.STORE_COUNTRY || 'US').toLowerCase(),
  currency: (env.STORE_CURRENCY || 'USD').toLowerCase(),
  backendUrl: env.MEDUSA_BACKEND_URL || 'http://localhost:9000',
  publishableKey: env.MEDUSA_PUBLISHABLE_KEY || '',
});

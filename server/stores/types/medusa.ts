import { randomKey, randomPassword, randomPublishableKey } from './random.ts';
import type { StoreType } from './store-type.ts';

export const medusa = {
  id: 'medusa',
  label: 'Medusa',
  description: 'Headless commerce with an admin, an API and a Next.js storefront of its own.',
  includes: ['Medusa 2.21', 'Next.js storefront', 'PostgreSQL 18', 'Valkey 9', 'Manual payment'],
  adminPath: '/app',
  servingRoles: ['app', 'web'],
  makeCredentials: () => ({
    'admin-password': randomPassword(),
    'database-password': randomPassword(),
    'cache-password': randomPassword(),
    'jwt-secret': randomKey(),
    'cookie-secret': randomKey(),
    'publishable-key': randomPublishableKey(),
  }),
  credentials: (secret, { adminUrl, ownerEmail }) => ({
    loginUrl: adminUrl,
    username: ownerEmail,
    password: secret['admin-password'] ?? '',
  }),
} as const satisfies StoreType;

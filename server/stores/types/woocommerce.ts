import { randomKey, randomPassword } from './random.ts';
import type { StoreType } from './store-type.ts';

const WORDPRESS_KEYS = [
  'auth-key',
  'secure-auth-key',
  'logged-in-key',
  'nonce-key',
  'auth-salt',
  'secure-auth-salt',
  'logged-in-salt',
  'nonce-salt',
] as const;

export const woocommerce = {
  id: 'woocommerce',
  label: 'WooCommerce',
  description: 'WordPress with the WooCommerce shop: themes, plugins and content in one place.',
  includes: ['WordPress 7.1', 'WooCommerce', 'MariaDB 11.8', 'Cash on delivery', 'Flat-rate shipping'],
  adminPath: '/wp-admin/',
  servingRoles: ['web'],
  makeCredentials: () => ({
    'admin-username': 'admin',
    'admin-password': randomPassword(),
    'database-password': randomPassword(),
    'database-root-password': randomPassword(),
    ...Object.fromEntries(WORDPRESS_KEYS.map((key) => [key, randomKey()])),
  }),
  credentials: (secret, { adminUrl }) => ({
    loginUrl: adminUrl,
    username: secret['admin-username'] ?? '',
    password: secret['admin-password'] ?? '',
  }),
} as const satisfies StoreType;

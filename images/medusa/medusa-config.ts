import { defineConfig } from '@medusajs/framework/utils';

const { DATABASE_URL, REDIS_URL, JWT_SECRET, COOKIE_SECRET } = process.env;

/** The one public address: shop, admin and API share a host, so nothing is cross-origin. */
const storeUrl = process.env.STORE_URL ?? 'http://localhost:9000';

/** What lives in Valkey. Without REDIS_URL (image build, migrations) Medusa keeps these in its own memory. */
const modulesOnRedis = (redisUrl: string) => [
  { resolve: '@medusajs/medusa/event-bus-redis', options: { redisUrl } },
  { resolve: '@medusajs/medusa/workflow-engine-redis', options: { redis: { redisUrl } } },
  {
    resolve: '@medusajs/medusa/locking',
    options: {
      providers: [{ id: 'redis', resolve: '@medusajs/medusa/locking-redis', is_default: true, options: { redisUrl } }],
    },
  },
  {
    resolve: '@medusajs/medusa/caching',
    options: {
      providers: [{ id: 'redis', resolve: '@medusajs/medusa/caching-redis', is_default: true, options: { redisUrl } }],
    },
  },
];

export default defineConfig({
  featureFlags: { caching: Boolean(REDIS_URL) },
  projectConfig: {
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    // A browser keeps a Secure cookie only over https: on a plain-http shop nobody could sign in.
    cookieOptions: { secure: storeUrl.startsWith('https:') },
    http: {
      storeCors: storeUrl,
      adminCors: storeUrl,
      authCors: storeUrl,
      jwtSecret: JWT_SECRET,
      cookieSecret: COOKIE_SECRET,
    },
  },
  // Rollup would read a thousand files at once. Where a process may have no more than that open, as in many builders, a file that
  // could not be read is taken for one that is not there, and the build of the admin fails now and then.
  admin: { vite: () => ({ build: { rollupOptions: { maxParallelFileOps: 100 } } }) },
  modules: [
    ...(REDIS_URL ? modulesOnRedis(REDIS_URL) : []),
    {
      resolve: '@medusajs/medusa/file',
      options: {
        providers: [
          {
            id: 'local',
            resolve: '@medusajs/medusa/file-local',
            // All of it is public to whoever knows a file's name, exports of the admin too: the provider gives their addresses
            // under /static, so in a folder that is not served they could not be downloaded.
            options: { upload_dir: 'static', private_upload_dir: 'static', backend_url: `${storeUrl}/static` },
          },
        ],
      },
    },
  ],
});

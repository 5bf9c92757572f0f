import { defineConfig } from 'prisma/config';

// `prisma generate` resolves the native schema engine although it never runs it. Where the engine cannot be downloaded,
// any executable satisfies that look-up; `prisma migrate` with the real engine needs this line's variable unset or set to it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: {
    url: process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL ?? 'postgresql://localhost/storewright',
  },
});

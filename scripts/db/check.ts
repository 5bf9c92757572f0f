import { diffMigrationsToSchema } from './schema-engine.ts';

// Exit code 2, as Prisma's own `migrate diff --exit-code` has it, when the migrations don't build the schema.
const drift = await diffMigrationsToSchema();
if (drift !== null) {
  console.error(
    `The migrations do not build prisma/schema.prisma. Write one with: npm run db:new -- <name>\n\n${drift}`,
  );
  process.exitCode = 2;
}

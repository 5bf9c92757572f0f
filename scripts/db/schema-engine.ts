import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsDirectory, readMigrations } from './migrations.ts';

const { __wbg_set_wasm: setWasm } = glue;
const schemaPath = join(import.meta.dirname, '../../prisma/schema.prisma');
const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Tells how the database that the migrations build differs from prisma/schema.prisma.
 *
 * Runs Prisma's own schema engine (its WASM build, so nothing is downloaded) over PostgreSQL in memory.
 * @param migrations the folder that holds the migrations; empty or absent: everything in the schema is new
 * @returns the SQL that leads from the one to the other; null when they agree
 */
export async function diffMigrationsToSchema(migrations = migrationsDirectory): Promise<string | null> {
  const engine = await startEngine();
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList(migrations) },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }] },
    script: true,
    exitCode: true,
    filters: noFilters,
  });
  return exitCode === 0 ? null : (stdout ?? '');
}

function migrationList(directory: string) {
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(directory).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}

async function startEngine(): Promise<SchemaEngine> {
  loadWasm();
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, 'utf8')]];
  const adapter = bindMigrationAwareSqlAdapterFactory(inMemoryPostgres());
  return glue.SchemaEngine.new({ datamodels }, () => undefined, adapter);
}

function loadWasm(): void {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const binary = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(binary, { './schema_engine_bg.js': { ...glue } });
  setWasm(exports);
  const start = exports['__wbindgen_start'] as () => void;
  start();
}

function inMemoryPostgres(): SqlMigrationAwareDriverAdapterFactory {
  const open = async () => {
    const client = new PGlite();
    const adapter = await new PrismaPGlite(client).connect();
    // The adapter starts a script without waiting for it: a broken migration would pass unnoticed.
    adapter.executeScript = async (script) => void (await client.exec(script));
    adapter.dispose = () => client.close();
    return adapter;
  };
  return { provider: 'postgres', adapterName: 'in-memory-postgres', connect: open, connectToShadowDb: open };
}

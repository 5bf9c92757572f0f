import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import {
  DriverAdapterError,
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrationsDirectory, readMigrations } from './migrations.ts';

const { __wbg_set_wasm: setWasm } = glue;
const schemaPath = join(import.meta.dirname, '../../prisma/schema.prisma');
export const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Tells how the database that the migrations build differs from prisma/schema.prisma.
 *
 * Runs Prisma's own schema engine (its WASM build, so nothing is downloaded) over PostgreSQL in memory.
 * @param migrations the folder that holds the migrations; empty or absent: everything in the schema is new
 * @returns the SQL that leads from the one to the other; null when they agree
 */
export async function diffMigrationsToSchema(migrations = migrationsDirectory): Promise<string | null> {
  const memory = new PGlite();
  try {
    const engine = await startEngine(shadowOnly(memory));
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList(migrations) },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }] },
      script: true,
      exitCode: true,
      filters: noFilters,
    });
    return exitCode === 0 ? null : (stdout ?? '');
  } finally {
    await memory.close();
  }
}

/** The migrations of a folder as the engine wants to be given them. */
export function migrationList(directory: string) {
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

/** Starts the engine on the database that the adapter reaches. */
export async function startEngine(database: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  loadWasm();
  const datamodels: [string, string][] = [[schemaPath, readFileSync(schemaPath, 'utf8')]];
  return glue.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(database));
}

let isLoaded = false;

/** Once a process: the glue code keeps views of the memory of the first instance. */
function loadWasm(): void {
  if (isLoaded) return;
  isLoaded = true;
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const binary = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(binary, { './schema_engine_bg.js': { ...glue } });
  setWasm(exports);
  const start = exports['__wbindgen_start'] as () => void;
  start();
}

/** A diff connects to the main database but works in the shadow alone, so one PostgreSQL in memory serves as both. */
function shadowOnly(memory: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const open = async () => {
    const adapter = await new PrismaPGlite(memory).connect();
    // The adapter starts a script without waiting for it: a broken migration would pass unnoticed.
    adapter.executeScript = async (script) => void (await memory.exec(script).catch(throwForEngine));
    return adapter;
  };
  return { provider: 'postgres', adapterName: 'in-memory-postgres', connect: open, connectToShadowDb: open };
}

/** The engine repeats the words of an error only in this shape. */
function throwForEngine(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  const nothing = { detail: undefined, column: undefined, hint: undefined };
  throw new DriverAdapterError({ kind: 'postgres', code: 'migration', severity: 'ERROR', message, ...nothing });
}

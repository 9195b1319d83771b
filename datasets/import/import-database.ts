import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

/** A DuckDB of its own for one import, with a temporary folder to spill to. */
export interface ImportDatabase {
  readonly connection: DuckDBConnection;
  readonly folder: string;
  rows(sql: string): Promise<DuckDBValue[][]>;
  /** Stops what runs and removes the folder; once, however many call it. */
  close(): Promise<void>;
}

/** Opens it; times without a zone are UTC, and no extension is ever fetched. */
export async function openImportDatabase(memoryLimit: string): Promise<ImportDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-import-'));
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: memoryLimit,
      temp_directory: join(folder, 'spill'),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const shut = async () => {
      connection.interrupt();
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    };
    let closing: Promise<void> | undefined;
    return {
      connection,
      folder,
      rows: async (sql) => (await connection.runAndReadAll(sql)).getRows(),
      close: () => {
        closing ??= shut();
        return closing;
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

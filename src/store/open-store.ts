import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { lockDataFolder } from './pglite/data-lock.ts';
import { openPGlite } from './pglite/open-pglite.ts';
import type { Store } from './store.ts';

/** Where the data is. */
export interface StoreLocation {
  /** Folder of the built-in store; `memory://` keeps nothing, for tests. Not used when there is a `databaseUrl`. */
  readonly dataDirectory: string;
  /** `postgres://…`; undefined for the built-in store. */
  readonly databaseUrl?: string | undefined;
  /** Connections to PostgreSQL at most, default 20. The built-in store has one session, however many clients. */
  readonly poolSize?: number;
}

/**
 * Opens the store and brings its tables up to date.
 * @throws {DataFolderInUse} if another process holds the data folder
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  return location.databaseUrl
    ? openPostgresql(location.databaseUrl, location.poolSize ?? 20)
    : openFolder(location.dataDirectory);
}

async function openPostgresql(databaseUrl: string, poolSize: number): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    keepAlive: true,
    connectionTimeoutMillis: 5000,
  });
  surviveLostConnections(pool);
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    kind: 'postgresql',
    database: drizzle(pool),
    pool,
    announce: async () => undefined,
    close: () => pool.end(),
  };
}

async function openFolder(dataDirectory: string): Promise<Store> {
  const inMemory = dataDirectory.startsWith('memory://');
  const lock = inMemory ? null : await lockDataFolder(dataDirectory);
  try {
    const { pool, close } = await openPGlite(inMemory ? dataDirectory : join(dataDirectory, 'database'));
    surviveLostConnections(pool);
    try {
      await migrate(pool);
      // The folder was locked for us alone, so whoever was running a job here is gone: no need to wait for its lease.
      await pool.query("update masthead.jobs set lease_until = now() - interval '1 second' where state = 'running'");
    } catch (error) {
      await close();
      throw error;
    }
    return {
      kind: 'pglite',
      database: drizzle(pool),
      pool,
      announce: async (url) => lock?.announce(url),
      close: async () => {
        await close();
        await lock?.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** A lost connection, idle or in mid-transaction, fails its query and is replaced; unheard, its error would end the process. */
function surviveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

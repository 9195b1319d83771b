import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';

/** Drizzle over the store's pool. For several queries that belong together see {@link transact}. */
type Database = NodePgDatabase;
/** The whole store, or one transaction on it: for queries that may run alone or as part of something larger. */
export type Executor = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

/** An open store. The same code runs on PGlite (a folder) and on PostgreSQL (an address). */
export interface Store {
  readonly kind: 'pglite' | 'postgresql';
  readonly database: Executor;
  /** node-postgres in both cases; on PGlite its clients share one session, one transaction at a time. */
  readonly pool: pg.Pool;
  /** Lets commands that find the data folder taken find the API too. Does nothing on PostgreSQL. */
  announce(url: string): Promise<void>;
  /** Ends every connection; on PGlite it also gives the data folder back. */
  close(): Promise<void>;
}

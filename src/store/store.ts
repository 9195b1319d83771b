import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type * as schema from './schema.ts';

export type Database = NodePgDatabase<typeof schema>;
/** What a transaction hands its body: the same queries, none of the pool. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Either: for queries that may run alone or as part of something larger. */
export type Executor = Database | Transaction;

/** An open store. The same code runs on PGlite (a folder) and on PostgreSQL (an address). */
export interface Store {
  readonly kind: 'pglite' | 'postgresql';
  readonly database: Database;
  /** node-postgres in both cases; on PGlite its clients share one session, one transaction at a time. */
  readonly pool: pg.Pool;
  /** Lets commands that find the data folder taken find the API too. Does nothing on PostgreSQL. */
  announce(url: string): Promise<void>;
  /** Ends every connection; on PGlite it also gives the data folder back. */
  close(): Promise<void>;
}

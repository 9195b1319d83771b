import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { packageRoot } from '../../package-root.ts';

const folder = join(packageRoot, 'src', 'store', 'migrations');
/** Key of the advisory lock: "mast" in ASCII. */
const lockKey = 0x6d617374;

/**
 * Brings the tables up to date: applies, in order and in one transaction, each file of `migrations/` that has not been
 * applied yet. Of several processes that start at once one migrates and the others wait.
 * @returns the names applied now
 * @throws if the database has been migrated by a newer Masthead, naming what it does not know
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await client.query('create schema if not exists masthead');
    await client.query(
      'create table if not exists masthead.migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from masthead.migrations');
    const applied = new Set(rows.map((row) => row.name));
    const unknown = [...applied].filter((name) => !names.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `this database was written by a newer Masthead (${unknown.join(', ')}); update Masthead to open it`,
      );
    }
    const pending = names.filter((name) => !applied.has(name));
    for (const name of pending) {
      await client.query(await readFile(join(folder, name), 'utf8'));
      await client.query('insert into masthead.migrations (name) values ($1)', [name]);
    }
    await client.query('commit');
    return pending;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

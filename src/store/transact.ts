import { drizzle } from 'drizzle-orm/node-postgres';
import type { Executor, Store } from './store.ts';

/**
 * Runs queries as one transaction, which is undone if the body or the commit fails. Inside, use the executor alone: a query
 * through the store would wait for the transaction on PGlite, and the transaction for it. (Drizzle's own `transaction`
 * keeps the connection for good when `begin` fails, and hides the body's error behind that of `rollback`.)
 */
export async function transact<Result>(store: Store, body: (executor: Executor) => Promise<Result>): Promise<Result> {
  const client = await store.pool.connect();
  let broken = false;
  try {
    await client.query('begin');
    const result = await body(drizzle(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

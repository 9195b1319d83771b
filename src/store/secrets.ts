import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Store } from './store.ts';

/** Queries: a key that this store makes for itself when it is first asked for; 32 random bytes as base64url. */
export async function storeSecret(store: Store, name: string): Promise<string> {
  await store.database.execute(sql`
    insert into masthead.secrets (name, value) values (${name}, ${randomBytes(32).toString('base64url')})
    on conflict do nothing`);
  const { rows } = await store.database.execute<{ value: string }>(
    sql`select value from masthead.secrets where name = ${name}`,
  );
  if (!rows[0]) throw new Error(`the secret ${name} was deleted while it was being read; try again`);
  return rows[0].value;
}

import { eq } from 'drizzle-orm';
import { editors } from '../editor-tables.ts';
import type { Store } from '../store.ts';

export type EditorRow = typeof editors.$inferSelect;

/** Queries: an editor by id or by address (in lower case). */
export async function findEditor(
  store: Store,
  by: { readonly id: string } | { readonly email: string },
): Promise<EditorRow | null> {
  const [found] = await store.database
    .select()
    .from(editors)
    .where('id' in by ? eq(editors.id, by.id) : eq(editors.email, by.email));
  return found ?? null;
}

import { eq } from 'drizzle-orm';
import { editors } from '../editor-tables.ts';
import type { Store } from '../store.ts';
import { uuidVersion7 } from '../uuid-version-7.ts';

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

/** Queries: makes an editor without a password unless one of that address is there. @returns their id */
export async function ensureEditor(
  store: Store,
  editor: { readonly name: string; readonly email: string },
): Promise<string> {
  await store.database
    .insert(editors)
    .values({ id: uuidVersion7(), ...editor })
    .onConflictDoNothing();
  const found = await findEditor(store, { email: editor.email });
  if (!found) throw new Error('the editor was deleted while they were being made; try again');
  return found.id;
}

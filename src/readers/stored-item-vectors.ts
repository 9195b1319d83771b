import type { VersionedItem } from '../../datasets/item.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { itemText } from '../../profiles/interests/item-text.ts';
import { findItemVectors, saveItemVectors } from '../store/item-vectors.ts';
import type { Store } from '../store/store.ts';

/**
 * Unit vectors of items by id, read from the store; what it lacks is encoded once and kept. An item's version fixes its
 * text, so a vector never goes stale.
 */
export async function storedItemVectors(
  store: Store,
  workspaceId: string,
  encoder: SentenceEncoder,
  items: readonly VersionedItem[],
): Promise<Map<string, Float32Array>> {
  const { fileSha256 } = encoder.identity;
  const vectors = await findItemVectors(store, workspaceId, fileSha256, items);
  const missing = items.filter((item) => !vectors.has(item.id));
  if (missing.length === 0) return vectors;
  const encoded = await encoder.encode(missing.map(itemText));
  for (const [index, item] of missing.entries()) vectors.set(item.id, encoded[index]!);
  await saveItemVectors(
    store,
    workspaceId,
    fileSha256,
    missing.map((item, index) => ({ itemId: item.id, itemVersion: item.version, vector: encoded[index]! })),
  );
  return vectors;
}

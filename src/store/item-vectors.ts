import { and, eq, inArray, sql } from 'drizzle-orm';
import { itemVectors } from './schema.ts';
import type { Store } from './store.ts';

/** An item's unit vector in the space of one encoder, named by the sha256 of its file. */
export interface ItemVector {
  readonly itemId: string;
  readonly itemVersion: number;
  readonly vector: Float32Array;
}

const chunkLength = 1000;

/** Keeps vectors; one that is there already stays, since the same encoder gives the same vector. */
export async function saveItemVectors(
  store: Store,
  workspaceId: string,
  encoderSha256: string,
  vectors: readonly ItemVector[],
): Promise<void> {
  for (let start = 0; start < vectors.length; start += chunkLength) {
    const chunk = vectors.slice(start, start + chunkLength);
    await store.database
      .insert(itemVectors)
      .values(
        chunk.map(({ itemId, itemVersion, vector }) => ({
          workspaceId,
          itemId,
          itemVersion,
          encoderSha256,
          vector: [...vector],
        })),
      )
      .onConflictDoNothing();
  }
}

/** The vectors that are there, keyed by item id, for the given versions. */
export async function findItemVectors(
  store: Store,
  workspaceId: string,
  encoderSha256: string,
  wanted: readonly { readonly id: string; readonly version: number }[],
): Promise<Map<string, Float32Array>> {
  const versions = new Map(wanted.map((item) => [item.id, item.version]));
  const found = new Map<string, Float32Array>();
  const ids = [...versions.keys()];
  for (let start = 0; start < ids.length; start += 10_000) {
    const rows = await store.database
      // As JSON text: node-postgres parses an array of floats far more slowly than JSON.parse does.
      .select({
        id: itemVectors.itemId,
        version: itemVectors.itemVersion,
        vector: sql<string>`array_to_json(vector)::text`,
      })
      .from(itemVectors)
      .where(
        and(
          eq(itemVectors.workspaceId, workspaceId),
          eq(itemVectors.encoderSha256, encoderSha256),
          inArray(itemVectors.itemId, ids.slice(start, start + 10_000)),
        ),
      );
    for (const row of rows) {
      if (versions.get(row.id) === row.version)
        found.set(row.id, Float32Array.from(JSON.parse(row.vector) as number[]));
    }
  }
  return found;
}

import type { VersionedItem } from '../../datasets/item.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { surgeIndexOf } from '../../profiles/denoise/surges.ts';
import { type KnownSegments, knownSegments } from '../../profiles/segments/known-segments.ts';
import { assembleSnapshot, type Snapshot } from '../../profiles/snapshot.ts';
import { findItemsAt } from '../store/items.ts';
import { readersOfSegments, type StoredSnapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { decodeVector } from '../store/stored-vector.ts';
import { storedItemVectors } from './stored-item-vectors.ts';
import type { WorkspaceProfileSettings } from './workspace-settings.ts';

/** A numbered snapshot of what is everyone's in a workspace, ready for profiles. */
export interface HeldSnapshot {
  readonly number: number;
  /** Time of the newest event then: profiles are as of the log, so that an imported log is judged in its own time. */
  readonly asOf: Date;
  readonly takenAt: Date;
  readonly snapshot: Snapshot;
  readonly segments: KnownSegments;
  /** Where the average click lies; null when no item of the log is known. */
  readonly averageReader: Float32Array | null;
  readonly workspace: WorkspaceProfileSettings;
  /** Lets items of a reader's events join that came after the snapshot. */
  welcome(itemIds: Iterable<string>): Promise<void>;
}

/** What restoring and taking snapshots need. */
export interface SnapshotSource {
  readonly store: Store;
  readonly encoder: SentenceEncoder;
}

/** Puts a kept snapshot together again: the same number gives the same profiles in every process. */
export async function restoreSnapshot(
  { store, encoder }: SnapshotSource,
  stored: StoredSnapshot,
  workspace: WorkspaceProfileSettings,
): Promise<HeldSnapshot> {
  const { workspaceId, number, body } = stored;
  const { denoise, interests, privacy } = workspace.settings;
  const items = await findItemsAt(store, workspaceId, body.itemIds, stored.createdAt);
  const snapshot = await assembleSnapshot({
    surges: surgeIndexOf(body.surges),
    medianDwellSeconds: body.medianDwellSeconds,
    items: [...items.values()],
    itemVectors: vectorsFromStore({ store, encoder }, workspaceId),
    encoderSha256: encoder.identity.fileSha256,
    encodeTerms: (terms) => encoder.encode(terms, { lane: 'bulk' }),
    denoiseSettings: denoise,
    interestSettings: interests,
    policy: { ...privacy, removedDirections: body.removedDirections.map(decodeVector) },
  });
  const parts = {
    centres: body.clusterCentres.map(decodeVector),
    sizes: body.segmentSizes,
    representatives: await readersOfSegments(store, workspaceId, number),
  };
  return heldSnapshot({ store, encoder }, stored, workspace, snapshot, knownSegments(parts, snapshot));
}

/** A snapshot with the numbers it is kept under. */
export function heldSnapshot(
  source: SnapshotSource,
  stored: StoredSnapshot,
  workspace: WorkspaceProfileSettings,
  snapshot: Snapshot,
  segments: KnownSegments,
): HeldSnapshot {
  const { workspaceId, number, asOf, createdAt, body } = stored;
  return {
    number,
    asOf,
    takenAt: createdAt,
    snapshot,
    segments,
    averageReader: body.averageReader === null ? null : decodeVector(body.averageReader),
    workspace,
    async welcome(itemIds) {
      const unknown = [...new Set(itemIds)].filter((itemId) => !snapshot.items.has(itemId));
      if (unknown.length === 0) return;
      const items = [...(await findItemsAt(source.store, workspaceId, unknown, createdAt)).values()];
      if (items.length === 0) return;
      const vectors = await storedItemVectors(source.store, workspaceId, source.encoder, items);
      snapshot.join(items, (itemId) => vectors.get(itemId));
    },
  };
}

/** Item vectors as snapshots ask for them: from the store, or encoded once and kept there. */
export const vectorsFromStore = ({ store, encoder }: SnapshotSource, workspaceId: string) => ({
  vectorsOf: (items: readonly unknown[]) =>
    storedItemVectors(store, workspaceId, encoder, items as readonly VersionedItem[]),
});

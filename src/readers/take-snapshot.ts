import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { User } from '../../datasets/user.ts';
import { weightedDirection } from '../../profiles/interests/vector.ts';
import { withheldFrom } from '../../profiles/privacy/policy.ts';
import type { StoredEvent } from '../../profiles/profile.ts';
import {
  histogramOf,
  knownSegments,
  type SegmentParts,
  segmentParts,
  subjectClusters,
} from '../../profiles/segments/known-segments.ts';
import { buildSnapshot, type Reader, type Snapshot } from '../../profiles/snapshot.ts';
import { findItemsAt } from '../store/items.ts';
import { countLog, everyonesEvents, newestEventAt, storeTime } from '../store/log-queries.ts';
import { type SnapshotReaders, saveSnapshot } from '../store/snapshots.ts';
import { encodeVector } from '../store/stored-vector.ts';
import { everyUser } from '../store/users.ts';
import { type HeldSnapshot, heldSnapshot, type SnapshotSource, vectorsFromStore } from './held-snapshot.ts';
import { removeAttributes } from './removed-attributes.ts';
import type { WorkspaceProfileSettings } from './workspace-settings.ts';

/** Days of the log that count; surges and medians further back no longer tell. */
export const logWindowDays = 30;
/** Readers that segments are made of; more are drawn from evenly. */
const mostReaders = 20_000;

/** How far the taking of a snapshot is. */
export interface SnapshotProgress {
  readonly stage: 'reading the log' | 'encoding items and terms' | 'comparing readers' | 'keeping it';
  readonly done: number;
  /** Absent where it is not known how much there is. */
  readonly of?: number;
}

/**
 * Computes what is everyone's in a workspace from its log of the last 30 days, and keeps it under the next number.
 * Gives others a turn between readers.
 */
export async function takeSnapshot(
  source: SnapshotSource,
  workspaceId: string,
  workspace: WorkspaceProfileSettings,
  onProgress: (progress: SnapshotProgress) => void = () => undefined,
): Promise<HeldSnapshot> {
  const { store, encoder } = source;
  const counted = await countLog(store, workspaceId);
  const createdAt = await storeTime(store);
  const asOf = (await newestEventAt(store, workspaceId)) ?? new Date();
  const events: StoredEvent[] = [];
  const since = new Date(asOf.getTime() - logWindowDays * 86_400_000);
  for await (const page of everyonesEvents(store, workspaceId, { since, until: asOf })) {
    events.push(...page);
    onProgress({ stage: 'reading the log', done: events.length });
  }
  const { settings, hash } = workspace;
  const clicks = clicksOf(events);
  // As a process that restores it will read them.
  const items = await findItemsAt(store, workspaceId, [...clicks.keys()], createdAt);
  onProgress({ stage: 'encoding items and terms', done: 0, of: items.size });
  const plain = await buildSnapshot({
    events,
    items: [...items.values()],
    itemVectors: vectorsFromStore(source, workspaceId),
    encoderSha256: encoder.identity.fileSha256,
    encodeTerms: (terms) => encoder.encode(terms, { lane: 'bulk' }),
    denoiseSettings: settings.denoise,
    interestSettings: settings.interests,
    policy: { ...settings.privacy, removedDirections: [] },
  });
  const users: User[] = [];
  for await (const page of everyUser(store, workspaceId)) users.push(...page);
  const readers = readersOf(events, users);
  const { snapshot, removals } = await removeAttributes(plain, readers, users, settings.privacy, asOf.toISOString());
  const parts = await comparedReaders(readers, snapshot, asOf.toISOString(), onProgress);
  onProgress({ stage: 'keeping it', done: 0 });
  const averageReader = averageClick(snapshot, clicks);
  const stored = await saveSnapshot(
    store,
    workspaceId,
    {
      contentId: contentId(snapshot, parts, averageReader),
      asOf,
      encoderSha256: encoder.identity.fileSha256,
      settingsHash: hash,
      ...counted,
      createdAt,
      body: {
        surges: snapshot.surges.surges,
        medianDwellSeconds: snapshot.medianDwellSeconds,
        itemIds: [...snapshot.items.keys()],
        averageReader: averageReader && encodeVector(averageReader),
        clusterCentres: parts.centres.map(encodeVector),
        segmentSizes: parts.sizes,
        removedDirections: snapshot.policy.removedDirections.map(encodeVector),
        removals,
        readers: countReaders(users, snapshot),
      },
    },
    {
      representatives: parts.representatives,
      readers: readers.map(({ userId }) => userId),
      kept: settings.schedule.snapshotsKept,
    },
  );
  return heldSnapshot(source, stored, workspace, snapshot, knownSegments(parts, snapshot));
}

function clicksOf(events: readonly StoredEvent[]): Map<string, number> {
  const clicks = new Map<string, number>();
  for (const { kind, itemId } of events) if (kind !== 'impression') clicks.set(itemId, (clicks.get(itemId) ?? 0) + 1);
  return clicks;
}

/** Everyone with events, by id; of very many, evenly drawn ones. */
function readersOf(events: readonly StoredEvent[], users: readonly User[]): Reader[] {
  const byUser = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const list = byUser.get(event.userId);
    if (list) list.push(event);
    else byUser.set(event.userId, [event]);
  }
  const known = new Map(users.map((user) => [user.id, user]));
  const ids = [...byUser.keys()].sort();
  const stride = Math.max(1, Math.ceil(ids.length / mostReaders));
  return ids
    .filter((_, index) => index % stride === 0)
    .map((userId) => {
      const { consent, ageBand, rules } = known.get(userId) ?? {};
      return {
        userId,
        events: byUser.get(userId)!,
        ...(consent && { consent }),
        ...(ageBand && { ageBand }),
        ...(rules && { rules }),
      };
    });
}

async function comparedReaders(
  readers: readonly Reader[],
  snapshot: Snapshot,
  asOf: string,
  onProgress: (progress: SnapshotProgress) => void,
): Promise<SegmentParts> {
  const clusters = subjectClusters(snapshot);
  const histograms = [];
  for (const [index, reader] of readers.entries()) {
    const histogram = histogramOf(reader, snapshot, clusters, asOf);
    if (histogram) histograms.push(histogram);
    if (index % 20 === 19) {
      onProgress({ stage: 'comparing readers', done: index + 1, of: readers.length });
      await setImmediate();
    }
  }
  return segmentParts(histograms, clusters);
}

function countReaders(users: readonly User[], { policy }: Snapshot): SnapshotReaders {
  const consent = { given: 0, refused: 0, unknown: 0 };
  for (const user of users) consent[user.consent]++;
  return {
    total: users.length,
    consent,
    withheld: users.filter((user) => withheldFrom(user, policy) !== null).length,
  };
}

function averageClick(snapshot: Snapshot, clicks: ReadonlyMap<string, number>): Float32Array | null {
  const items = [...snapshot.items];
  if (items.length === 0) return null;
  return weightedDirection(
    items.map(([, item]) => item.vector),
    items.map(([id]) => clicks.get(id) ?? 0),
    items[0]![1].vector.length,
  );
}

/** Names all that a profile takes from a snapshot; holds nothing of a reader. */
function contentId(snapshot: Snapshot, parts: SegmentParts, averageReader: Float32Array | null): string {
  const hash = createHash('sha256').update(snapshot.id).update(JSON.stringify(parts.sizes));
  for (const { segment, shares } of parts.representatives) hash.update(`${segment}${encodeVector(shares)}`);
  if (averageReader) hash.update(encodeVector(averageReader));
  return hash.digest('hex').slice(0, 16);
}

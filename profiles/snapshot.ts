import { createHash } from 'node:crypto';
import type { Item } from '../datasets/item.ts';
import { denoise } from './denoise/denoise.ts';
import { medianDwellSeconds } from './denoise/missing-dwell.ts';
import { type DenoiseSettings, defaultDenoiseSettings, denoiserVersion } from './denoise/settings.ts';
import { buildSurgeIndex, type SurgeIndex } from './denoise/surges.ts';
import { buildProfile, type KnownItem } from './interests/build-profile.ts';
import { itemText, itemWordCount } from './interests/item-text.ts';
import type { ItemVectors } from './interests/item-vectors.ts';
import { type InterestSettings, interestSettings } from './interests/settings.ts';
import { buildTermBackground, type TermBackground, withTermVectors } from './interests/telling-terms.ts';
import { defaultPrivacyPolicy, type PrivacyPolicy } from './privacy/policy.ts';
import type { Profile, StoredEvent } from './profile.ts';
import { blendSegment } from './segments/blend-segment.ts';
import type { KnownSegments } from './segments/known-segments.ts';

/**
 * What is everyone's at a time: surges, the median dwell, item vectors, the background of terms. A profile is a function
 * of a user's events, an as-of time and one snapshot, so that updates under one snapshot equal a rebuild.
 */
export interface Snapshot {
  /** Names surges, median, items and settings: the same log and items give the same id. */
  readonly id: string;
  readonly surges: SurgeIndex;
  readonly medianDwellSeconds: number | null;
  readonly items: ReadonlyMap<string, KnownItem>;
  /**
   * Takes in items that came after the snapshot was made, so that a click on this hour's news counts. Those that are
   * there stay as they are: under one snapshot an item has one text and one vector.
   */
  readonly join: (items: readonly Item[], vectorOf: (itemId: string) => Float32Array | undefined) => void;
  readonly itemWords: (itemId: string) => number | null;
  readonly background: TermBackground;
  readonly encoderSha256: string;
  readonly denoiseSettings: DenoiseSettings;
  readonly interestSettings: InterestSettings;
  readonly policy: PrivacyPolicy;
}

/** What a snapshot is put together from beside the log. */
export interface SnapshotParts {
  readonly surges: SurgeIndex;
  /** Median of the log's known dwells in seconds; null where none is known. */
  readonly medianDwellSeconds: number | null;
  readonly items: readonly Item[];
  readonly itemVectors: ItemVectors;
  /** sha256 of the file of the encoder behind `itemVectors`. */
  readonly encoderSha256: string;
  /** Gives texts their unit vectors in the same space; with it, interests are named by terms near to their meaning. */
  readonly encodeTerms?: (terms: readonly string[]) => Promise<Float32Array[]>;
  readonly denoiseSettings?: DenoiseSettings;
  readonly interestSettings?: InterestSettings;
  /** What the workspace has decided on privacy. */
  readonly policy?: PrivacyPolicy;
  readonly signal?: AbortSignal;
}

export interface SnapshotInput extends Omit<SnapshotParts, 'surges' | 'medianDwellSeconds'> {
  /** Everyone's events. */
  readonly events: readonly StoredEvent[];
}

/** Computes what is everyone's. Independent of the order of events and items. */
export async function buildSnapshot({ events, ...parts }: SnapshotInput): Promise<Snapshot> {
  const settings = parts.denoiseSettings ?? defaultDenoiseSettings;
  return assembleSnapshot({
    ...parts,
    surges: buildSurgeIndex(events, settings),
    medianDwellSeconds: medianDwellSeconds(events, settings),
  });
}

/** Puts a snapshot together from what was computed from a log before. */
export async function assembleSnapshot(parts: SnapshotParts): Promise<Snapshot> {
  const denoiseSettings = parts.denoiseSettings ?? defaultDenoiseSettings;
  const interest = parts.interestSettings ?? interestSettings;
  const policy = parts.policy ?? defaultPrivacyPolicy;
  const { surges, medianDwellSeconds: median } = parts;
  const vectors = await parts.itemVectors.vectorsOf(parts.items, { lane: 'bulk', signal: parts.signal });
  const items = new Map<string, KnownItem>();
  const words = new Map<string, number | null>();
  const join = (more: readonly Item[], vectorOf: (itemId: string) => Float32Array | undefined) => {
    for (const item of [...more].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
      const vector = vectorOf(item.id);
      if (!vector || items.has(item.id)) continue;
      items.set(item.id, { vector, text: itemText(item), category: item.category });
      words.set(item.id, itemWordCount(item));
    }
  };
  join(parts.items, (itemId) => vectors.get(itemId));
  const hash = createHash('sha256').update(
    JSON.stringify([
      parts.encoderSha256,
      denoiserVersion(denoiseSettings),
      interest,
      surges.surges,
      median,
      parts.encodeTerms !== undefined,
      { ...policy, removedDirections: policy.removedDirections.map((direction) => [...direction]) },
    ]),
  );
  for (const [id, { text, category }] of items) hash.update(JSON.stringify([id, text, category, words.get(id)]));
  const background = buildTermBackground([...items.values()].map(({ text }) => text));
  return {
    id: hash.digest('hex').slice(0, 16),
    surges,
    medianDwellSeconds: median,
    items,
    join,
    itemWords: (itemId) => words.get(itemId) ?? null,
    background: parts.encodeTerms ? await withTermVectors(background, parts.encodeTerms) : background,
    encoderSha256: parts.encoderSha256,
    denoiseSettings,
    interestSettings: interest,
    policy,
  };
}

export interface Reader {
  readonly userId: string;
  /** This reader's raw events. */
  readonly events: readonly StoredEvent[];
  readonly consent?: 'given' | 'refused' | 'unknown';
  readonly ageBand?: 'child' | 'adult' | 'unknown';
  readonly rules?: readonly string[];
}

/**
 * Denoises one reader's events and makes their profile under a snapshot.
 * @param asOf ISO-8601
 * @param segments with them, the profile of a reader of whom little is known is filled out (`buildSegments`)
 */
export function profileOf(reader: Reader, snapshot: Snapshot, asOf: string, segments?: KnownSegments): Profile {
  const { denoiseSettings: settings } = snapshot;
  const events = denoise(reader.events, { ...snapshot, settings });
  const profile = buildProfile({
    userId: reader.userId,
    events,
    items: snapshot.items,
    background: snapshot.background,
    asOf,
    encoderSha256: snapshot.encoderSha256,
    denoiserVersion: denoiserVersion(settings),
    consent: reader.consent,
    ageBand: reader.ageBand,
    policy: snapshot.policy,
    rules: reader.rules,
    settings: snapshot.interestSettings,
  });
  return segments ? blendSegment(profile, segments, snapshot.interestSettings) : profile;
}

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
  readonly itemWords: (itemId: string) => number | null;
  readonly background: TermBackground;
  readonly encoderSha256: string;
  readonly denoiseSettings: DenoiseSettings;
  readonly interestSettings: InterestSettings;
  readonly policy: PrivacyPolicy;
}

export interface SnapshotInput {
  /** Everyone's events. */
  readonly events: readonly StoredEvent[];
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

/** Computes what is everyone's. Independent of the order of events and items. */
export async function buildSnapshot(input: SnapshotInput): Promise<Snapshot> {
  const denoiseSettings = input.denoiseSettings ?? defaultDenoiseSettings;
  const interest = input.interestSettings ?? interestSettings;
  const policy = input.policy ?? defaultPrivacyPolicy;
  const vectors = await input.itemVectors.vectorsOf(input.items, { lane: 'bulk', signal: input.signal });
  const items = new Map<string, KnownItem>();
  const words = new Map<string, number | null>();
  for (const item of [...input.items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    items.set(item.id, { vector: vectors.get(item.id)!, text: itemText(item), category: item.category });
    words.set(item.id, itemWordCount(item));
  }
  const surges = buildSurgeIndex(input.events, denoiseSettings);
  const median = medianDwellSeconds(input.events, denoiseSettings);
  const hash = createHash('sha256').update(
    JSON.stringify([
      input.encoderSha256,
      denoiserVersion(denoiseSettings),
      interest,
      surges.surges,
      median,
      input.encodeTerms !== undefined,
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
    itemWords: (itemId) => words.get(itemId) ?? null,
    background: input.encodeTerms ? await withTermVectors(background, input.encodeTerms) : background,
    encoderSha256: input.encoderSha256,
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

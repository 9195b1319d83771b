import type { Event } from '../datasets/event.ts';

/** Why an event was down-weighted or changed; a raw event is never deleted. */
export const noiseReasons = ['short', 'surge', 'burst', 'bot', 'imputed', 'cap', 'duplicate'] as const;
export type NoiseReason = (typeof noiseReasons)[number];

/** An event as the store returns it: with its id. */
export type StoredEvent = Event & { readonly id: string };

/** An event with what denoising made of it. */
export interface DenoisedEvent {
  readonly event: StoredEvent;
  /** 0..1; 0 means the event says nothing about interests. */
  readonly weight: number;
  readonly reasons: readonly NoiseReason[];
  /** One plain sentence for an editor, e.g. "open for 3 s, a 320-word article takes 81 s". */
  readonly explanation?: string;
  /** Seconds used for the weight, after cap or imputation. */
  readonly dwellUsedSeconds?: number;
  /** 0..1: how strongly the event speaks against the item (dislike, quick close); such an event has `weight` 0. */
  readonly aversion?: number;
}

export interface InterestTerm {
  readonly term: string;
  /** Positive; the terms of an interest sum to 1. */
  readonly weight: number;
}

/** One of a user's interests. */
export interface Interest {
  readonly name: string;
  /** The section that holds most of it, as the items name it, when one does. */
  readonly category?: string;
  readonly terms: readonly InterestTerm[];
  /** Share of the user's total weight, 0..1. */
  readonly share: number;
  /** Unit vector in the sentence encoder's space. */
  readonly vector: Float32Array;
  readonly itemIds: readonly string[];
  /** Share of the last two weeks less share of the weeks before, −1..1; absent where there were none before. */
  readonly trend?: number;
  /** Not the reader's own: brought in from readers like them. */
  readonly borrowed?: boolean;
}

/**
 * `behaviour`: the reader's own events; `segment`: only those of readers like them; `blend`: both; `none`: nothing to go
 * by.
 */
export const profileSources = ['behaviour', 'segment', 'blend', 'none'] as const;
export type ProfileSource = (typeof profileSources)[number];

/** What Masthead knows of a user at a time. A function of events, as-of time and what is everyone's. */
export interface Profile {
  readonly userId: string;
  /** ISO-8601. */
  readonly asOf: string;
  /** Where the knowledge comes from; `none` when there is nothing to go by. */
  readonly source: ProfileSource;
  /** Why behaviour was not used although there may be some. */
  readonly withheld?: 'consent' | 'age';
  /** Rules set by the user or an editor; they outrank what was learnt. */
  readonly rules?: readonly string[];
  /** What each rule asks and what it took out. */
  readonly ruleEffects?: readonly {
    readonly rule: string;
    readonly asks: 'without' | 'plainTitles' | 'unclear';
    readonly itemsLeftOut: number;
  }[];
  /** Items left out since they would tell of a condition, leaning, faith, origin or orientation. */
  readonly sensitiveItemsLeftOut?: number;
  /** Unit vector, or null when there is nothing to go by. */
  readonly vector: Float32Array | null;
  /** Heaviest first; at most four. */
  readonly interests: readonly Interest[];
  /** Reading weight by hour of the week (Monday 00:00 UTC first), 168 numbers that sum to 1 (or all 0). */
  readonly clock: readonly number[];
  /** 0..1, grows with the weight of clean events. */
  readonly confidence: number;
  /** The segment that stood in, wholly or in part. */
  readonly segment?: {
    readonly id: string;
    /** What its readers read most. */
    readonly name: string;
    /** 0..1: how much of the nearest readers belong to it. */
    readonly confidence: number;
    /** 0..1: how much of the profile is the segment's. */
    readonly part: number;
  };
  readonly events: readonly DenoisedEvent[];
  /** sha256 of the sentence encoder's file. */
  readonly encoderSha256: string;
  readonly denoiserVersion: string;
  /** Of a profile that is kept: what it was made under, and the version it is kept as. */
  readonly numbers?: {
    /** Snapshot of what is everyone's. */
    readonly snapshot: number;
    /** The reader's interest centres. */
    readonly centres: number;
    readonly version: number;
  };
}

/** One reading of an item, as the encoders take it. */
export interface HistoryEntry {
  readonly itemId: string;
  /** Unit vector of the item. */
  readonly vector: Float32Array;
  /** Denoised weight, above 0, before time decay. */
  readonly weight: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface EncodeOptions {
  /** Milliseconds since 1970; every entry lies at or before it. */
  readonly asOf: number;
  /** Days after which a reading counts half. */
  readonly halfLifeDays: number;
  /** Unit vector of the article the reader is encoded for; encoders that do not ask for it give a static vector. */
  readonly article?: Float32Array;
}

/** What an encoder makes of a history. */
export interface EncodedHistory {
  /** Unit vector of length d, or null when the history gives none. */
  readonly vector: Float32Array | null;
  /** K unit vectors, heaviest first; empty where the encoder has but one vector. */
  readonly interests: readonly Float32Array[];
  readonly meta: {
    readonly encoder: EncoderName;
    /** Entries that went in. */
    readonly entries: number;
    /** Entries that the vector rests on; fewer where an encoder searches or cuts. */
    readonly used: number;
    /** Whether the vector depends on `article`. */
    readonly conditioned: boolean;
  };
}

/** Makes vectors of a reader's history: pure, independent of the order of entries, nothing in it is learnt. */
export type HistoryEncoder = (history: readonly HistoryEntry[], options: EncodeOptions) => EncodedHistory;

export const encoderNames = [
  'mean',
  'sessions',
  'longShort',
  'interests',
  'articlePooling',
  'hashed',
  'searched',
] as const;
export type EncoderName = (typeof encoderNames)[number];

/** Every constant of the interest model, with what it decides. */
export const interestSettings = {
  /** Days after which a reading counts half. News interests drift over weeks, not hours. */
  halfLifeDays: 21,
  /** Most interests a reader is given (ComiRec uses 4). */
  mostInterests: 4,
  /** An interest holds at least this share of the weight… */
  leastShare: 0.08,
  /** …and at least this many items. */
  leastItems: 2,
  /**
   * One more interest must explain at least this share of what is left unexplained, and over the number of items as
   * much again as `leastGainOfFew`: cutting few items in two explains much by chance alone. Chosen on readers drawn
   * from 1–4 sections of BBC News: the number was right for 82–100 % of those with 20 or 40 items.
   */
  leastGain: 0.06,
  leastGainOfFew: 1.5,
  /** How much an item's section counts beside its text when items are grouped (share of squared length). */
  sectionPart: 0.3,
  /** Two interests nearer than this cosine are one. */
  mostCosine: 0.75,
  /** Terms kept of an interest. */
  terms: 8,
  /** Terms in an interest's name. */
  termsInName: 2,
  /** A section names an interest when it holds at least this share of it. */
  dominantCategoryShare: 0.5,
  /** Total weight at which Masthead is half sure of a reader: about eight articles read to the end. */
  halfConfidenceWeight: 5,
  /** Spread of the clock's smoothing, in hours (Interest Clock, 2404.19357, uses 1). */
  clockSpreadHours: 1,
} as const;

export type InterestSettings = { readonly [Name in keyof typeof interestSettings]: number };

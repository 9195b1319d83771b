/** What may be set of a figure, and what it decides. */
interface InterestFigure {
  readonly default: number;
  readonly unit: string;
  readonly decides: string;
  readonly source: string;
  /** The range that makes sense; outside it is refused. */
  readonly least: number;
  readonly most: number;
}

/** Every constant of the interest model: the table that a workspace may override. */
export const interestFigures = {
  halfLifeDays: {
    default: 21,
    unit: 'days',
    decides: 'the days after which a reading counts half',
    source: 'chosen: news interests drift over weeks, not hours',
    least: 0.04,
    most: 3650,
  },
  mostInterests: {
    default: 4,
    unit: 'interests',
    decides: 'the most interests a reader is given',
    source: 'ComiRec',
    least: 1,
    most: 12,
  },
  leastShare: {
    default: 0.08,
    unit: 'share',
    decides: 'the least share of a reader’s weight that makes an interest',
    source: 'chosen',
    least: 0,
    most: 1,
  },
  leastItems: {
    default: 2,
    unit: 'items',
    decides: 'the fewest items that make an interest',
    source: 'chosen',
    least: 1,
    most: 100,
  },
  // Chosen on readers drawn from 1–4 sections of BBC News: the number was right for 82–100 % of those with 20 or 40 items.
  leastGain: {
    default: 0.06,
    unit: 'share',
    decides: 'what one more interest must explain of what is left unexplained',
    source: 'readers drawn from known sections of BBC News',
    least: 0,
    most: 1,
  },
  leastGainOfFew: {
    default: 1.5,
    unit: 'share times items',
    decides:
      'what one more interest must explain besides, over the number of items: cutting few in two explains much by chance',
    source: 'as above',
    least: 0,
    most: 100,
  },
  sectionPart: {
    default: 0.3,
    unit: 'share',
    decides: 'how much an item’s section counts beside its text when items are grouped (of squared length)',
    source: 'chosen',
    least: 0,
    most: 1,
  },
  mostCosine: {
    default: 0.75,
    unit: 'cosine',
    decides: 'how near two interests may lie before they are one',
    source: 'chosen; redundancy hurts (DESMIL)',
    least: 0,
    most: 1,
  },
  terms: { default: 8, unit: 'terms', decides: 'the terms kept of an interest', source: 'chosen', least: 1, most: 32 },
  termsInName: {
    default: 2,
    unit: 'terms',
    decides: 'the terms in an interest’s name',
    source: 'chosen',
    least: 1,
    most: 8,
  },
  dominantCategoryShare: {
    default: 0.5,
    unit: 'share',
    decides: 'the share of an interest from which on a section names it',
    source: 'chosen',
    least: 0,
    most: 1,
  },
  halfConfidenceWeight: {
    default: 5,
    unit: 'weight',
    decides: 'the weight at which a reader is half known: about eight articles read to the end',
    source: 'chosen',
    least: 0.1,
    most: 1000,
  },
  clockSpreadHours: {
    default: 1,
    unit: 'h',
    decides: 'the spread of the clock’s smoothing',
    source: 'Interest Clock (2404.19357), σ = 1',
    least: 0.1,
    most: 24,
  },
} as const satisfies Record<string, InterestFigure>;

export type InterestSettings = { readonly [Name in keyof typeof interestFigures]: number };

/** The interest model's defaults. */
export const interestSettings: InterestSettings = Object.fromEntries(
  Object.entries(interestFigures).map(([name, figure]) => [name, figure.default]),
) as InterestSettings;

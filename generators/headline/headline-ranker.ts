import ranker from './headline-ranker.json' with { type: 'json' };

/**
 * What is looked at in a candidate, each 0..1. All but the last two are of the text and its article alone; a publisher's
 * title takes no part in any.
 */
export const headlineParts = [
  /** Support by the article. */
  'facts',
  /** Likeness to what the body leads with and returns to. */
  'salience',
  /** Names, numbers and dates that the article bears out: a text that says nothing certain cannot be wrong, nor right. */
  'specific',
  /** Says that something happens: a label ("The power of the sea") tells no news. */
  'statement',
  /** Geometric mean of the tokens' probabilities behind the article. */
  'likelihood',
  /** How much the article adds to that, in nats a token: a text that any article might carry gains little. */
  'gain',
  /** Mean likeness to the other candidates in meaning: what most of them say. */
  'consensus',
  /** Words shared with the other candidates, in order. */
  'agreement',
  /** Share of the content words that the body's first sentences hold. */
  'lead',
  /** Nearness to the length of a headline. */
  'length',
  /** Nearness to the reader's interests, the average reader's taken off. */
  'reader',
  /** Nearness to the focus sentence. */
  'focus',
] as const;
export type HeadlinePart = (typeof headlineParts)[number];
export type HeadlineParts = Readonly<Record<HeadlinePart, number>>;

/** Names the weights behind an order; kept with every result. */
export const headlineRanker: { readonly name: string; readonly version: string } = {
  name: ranker.name,
  version: ranker.version,
};

/** Whether a part counts at all: one that costs a reading of its own need not be read for nothing. */
export const countsInOrder = (part: HeadlinePart): boolean => ranker.weights[part] > 0;

/** The weighted sum of a candidate's parts: the higher, the sooner it is taken. */
export function headlineScore(
  parts: HeadlineParts,
  weights: Readonly<Record<HeadlinePart, number>> = ranker.weights,
): number {
  return headlineParts.reduce((sum, part) => sum + weights[part] * parts[part], 0);
}

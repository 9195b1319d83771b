import { sensitiveTerms } from '../interests/sensitive-terms.ts';
import { isSensitive } from '../interests/sensitive-texts.ts';
import { dot, weightedDirection } from '../interests/vector.ts';
import type { Profile } from '../profile.ts';
import { isRuledOut, withoutRulesOf } from '../rules/obey-rules.ts';
import { parseRules } from '../rules/parse-rules.ts';
import { salience, salienceMeasure } from './salience.ts';
import type { Sentence } from './sentences.ts';

export interface FocusOptions {
  /**
   * Unit vector of the average reader (`averageReader`), so that what everybody's interests are near to does not win
   * for everybody; without it, plain nearness decides.
   */
  readonly averageReader?: Float32Array | null;
  /** How much of the average reader's nearness is taken off. */
  readonly margin?: number;
  /** How much a sentence's salience adds. */
  readonly salienceWeight?: number;
  /** Sentences below this cosine to every interest are nobody's focus. */
  readonly leastSimilarity?: number;
  readonly fewestWords?: number;
  readonly mostWords?: number;
  /** Whether the body's first sentence, which the model leans on anyway, may be chosen. */
  readonly leadAllowed?: boolean;
  /** A sentence that says one of these is nobody's focus, since it would tell of its reader; `sensitiveTerms` if not given. */
  readonly unsaid?: ReadonlySet<string>;
}

/** The sentence chosen for a reader, and why. */
export interface ChosenFocus {
  /** Index among the article's sentences. */
  readonly index: number;
  /** Name of the interest it lies nearest to. */
  readonly interest: string;
  /** Cosine to that interest, -1..1. */
  readonly similarity: number;
  /** 0..1, see `salience`. */
  readonly salience: number;
  /** What it was chosen by; the highest of all eligible sentences. */
  readonly score: number;
}

const defaults = {
  margin: 0.7,
  salienceWeight: 0.15,
  leastSimilarity: 0.1,
  fewestWords: 7,
  mostWords: 60,
  leadAllowed: false,
};

/**
 * The article's sentence that lies nearest to the reader's interests: over interests, the greatest of cosine less a
 * share of the average reader's cosine, where a small interest has to come nearer than a large one; salience adds a
 * little. Only the body is looked at. A sentence that a rule of the reader forbids, or that would name what is sensitive,
 * is never chosen.
 * @param sentences the body's sentences in reading order, `vectors` their unit vectors
 * @returns null when the profile knows nothing or no eligible sentence comes near enough
 */
export function chooseFocus(
  sentences: readonly Sentence[],
  vectors: readonly Float32Array[],
  profile: Pick<Profile, 'interests'> & Partial<Pick<Profile, 'rules'>>,
  options: FocusOptions = {},
): ChosenFocus | null {
  const settings = { ...defaults, ...options };
  const rules = withoutRulesOf(parseRules(profile.rules ?? []));
  const unsaid = options.unsaid ?? sensitiveTerms;
  const largest = Math.max(0, ...profile.interests.map(({ share }) => share));
  const measure = salienceMeasure(vectors);
  const saliences = vectors.map((vector) => salience(vector, measure));
  let best: ChosenFocus | null = null;
  for (const [index, sentence] of sentences.entries()) {
    if (!isEligible(sentence.text, index, settings) || isSensitive(sentence.text, unsaid)) continue;
    if (rules.some((rule) => isRuledOut(sentence.text, undefined, rule))) continue;
    const vector = vectors[index]!;
    const usual = settings.averageReader ? settings.margin * dot(vector, settings.averageReader) : 0;
    const main = settings.salienceWeight * saliences[index]!;
    for (const { name, share, vector: centre } of profile.interests) {
      const similarity = dot(vector, centre);
      if (similarity < settings.leastSimilarity) continue;
      const score = (similarity - usual) * Math.sqrt(share / largest) + main;
      if (best === null || score > best.score)
        best = { index, interest: name, similarity, salience: saliences[index]!, score };
    }
  }
  return best;
}

/** Direction of the mean of many readers' vectors, or null when none is known. */
export function averageReader(profiles: readonly Pick<Profile, 'vector'>[]): Float32Array | null {
  const vectors = profiles.map(({ vector }) => vector).filter((vector) => vector !== null);
  if (vectors.length === 0) return null;
  return weightedDirection(
    vectors,
    vectors.map(() => 1),
    vectors[0]!.length,
  );
}

function isEligible(
  text: string,
  index: number,
  { fewestWords, mostWords, leadAllowed }: { fewestWords: number; mostWords: number; leadAllowed: boolean },
): boolean {
  if (index === 0 && !leadAllowed) return false;
  const words = text.split(/\s+/).length;
  return words >= fewestWords && words <= mostWords && !isQuotationOnly(text);
}

/** Whether a sentence is little but what somebody said: it has hardly a word outside its quotation marks. */
function isQuotationOnly(text: string): boolean {
  const outside = text.replace(/[“"«][^“”"«»]*[”"»]?/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? [];
  return outside.length < 5;
}

import { dot } from '../../profiles/interests/vector.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { AnalysedArticle } from '../facts/analyse-article.ts';
import type { Verdict } from '../facts/verdict.ts';
import { isFunctionWord, wordsOf } from '../facts/words.ts';
import type { HeadlineParts } from './headline-ranker.ts';
import { statesSomething } from './statement.ts';

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** What the parts of a candidate's score are made of. */
export interface ScoredCandidate {
  readonly text: string;
  readonly verdict: Verdict;
  readonly salience: number;
  /** Of its tokens, as they were written. */
  readonly logProbabilities: readonly number[];
  /** Mean log-probability of its tokens without the article; null where it was not asked. */
  readonly unaided: number | null;
  readonly vector: Float32Array;
  /** Vectors of all candidates of the same article and reader, this one among them. */
  readonly others: readonly Float32Array[];
  /** Share of its words that the others say, see `agreement`. */
  readonly agreement: number;
  readonly article: AnalysedArticle;
  readonly profile: Profile | null;
  readonly averageReader: Float32Array | null;
  readonly focusVector: Float32Array | null;
}

/** The parts of one candidate's score, each 0..1; those of a reader are 0 where nothing of a reader is used. */
export function headlineScoreParts(candidate: ScoredCandidate): HeadlineParts {
  const { text, verdict, vector, others, article, unaided, focusVector } = candidate;
  const mean = meanOf(candidate.logProbabilities);
  return {
    facts: clamp(verdict.score),
    salience: clamp(candidate.salience),
    specific: clamp(statedFacts(verdict) / factsOfASpecificText),
    statement: statesSomething(text) ? 1 : 0,
    likelihood: Math.exp(mean),
    gain: unaided === null ? 0 : clamp((mean - unaided) / largestGain),
    consensus: clamp((others.reduce((sum, other) => sum + dot(other, vector), 0) - 1) / Math.max(1, others.length - 1)),
    agreement: candidate.agreement,
    lead: leadShare(text, article),
    length: clamp(1 - Math.abs(wordsOf(text).length - usualWords) / usualWords),
    reader: readerNearness(candidate),
    focus: focusVector ? clamp(dot(vector, focusVector)) : 0,
  };
}

/** Supported names, numbers, dates and quotations from which on a text counts as wholly specific. */
const factsOfASpecificText = 2;
/** Nats a token that an article adds to a text that only it could carry. */
const largestGain = 4;
/** Words of most headlines. */
const usualWords = 9;
const leadSentences = 2;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const statedFacts = ({ claims }: Verdict): number =>
  claims.filter(({ kind, label }) => kind !== 'sentence' && label === 'supported').length;

function leadShare(text: string, { index, sentences }: AnalysedArticle): number {
  const content = wordsOf(text).filter(({ folded }) => !isFunctionWord(folded));
  const end = sentences[Math.min(leadSentences, sentences.length) - 1]?.end ?? 0;
  const inLead = content.filter(({ stem }) =>
    (index.stemPositions.get(stem) ?? []).some((position) => index.words[position]!.start < end),
  );
  return inLead.length / Math.max(1, content.length);
}

function readerNearness({ profile, averageReader, vector }: ScoredCandidate): number {
  const usual = averageReader ? dot(vector, averageReader) : 0;
  return clamp(Math.max(0, ...(profile?.interests ?? []).map(({ vector: centre }) => dot(vector, centre) - usual / 2)));
}

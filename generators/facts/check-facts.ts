import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { AnalysedArticle } from './analyse-article.ts';
import { dateBindingClaims, numberBindingClaims } from './binding-claims.ts';
import { boundClaims } from './bound-claims.ts';
import { dateClaims } from './date-claims.ts';
import { findDates } from './dates.ts';
import { leakClaims } from './leak-claims.ts';
import { maskMarkup } from './markup.ts';
import { modalityClaims } from './modality-claims.ts';
import { nameBindingClaims } from './name-binding-claims.ts';
import { nameClaims } from './name-claims.ts';
import { negationClaims } from './negation-claims.ts';
import { neighbourNameClaims } from './neighbour-name-claims.ts';
import { numberClaims } from './number-claims.ts';
import { findNumbers } from './number-mentions.ts';
import { oppositeClaims } from './opposite-claims.ts';
import { quotationClaims } from './quotation-claims.ts';
import { roleClaims } from './role-claims.ts';
import { roleOfNameClaims } from './role-of-name-claims.ts';
import { sentenceClaim } from './sentence-support.ts';
import { speakerClaims } from './speaker-claims.ts';
import { formOf, statementsOf } from './statements.ts';
import { parseClause } from './text-clause.ts';
import type { ClaimVerdict, Verdict, VerdictLabel } from './verdict.ts';
import { wordsOf } from './words.ts';

/** Names this check in every verdict and figure; the version changes with any rule or threshold. */
export const articleChecker = { name: 'masthead-rules', version: '3' } as const;

/**
 * Least cosine between a text and the article's best sentence, for all-MiniLM-L6-v2: the highest step of 0.05 that holds
 * back at most one true title in forty of the demo newsroom (`evaluation/fact-threshold.ts`). It tells other stories
 * from this one, hardly an error within it: those are for the rules.
 */
export const defaultSentenceThreshold = 0.4;

export interface CheckOptions {
  /** Titles of what the reader read, one a line; what stands only there is a leak. */
  readonly historyText?: string;
  /** Least cosine of the best sentence; `defaultSentenceThreshold` if not given. */
  readonly sentenceThreshold?: number;
  /** The source lists facts, as an ad's do: it has no sentences that would say what belongs to what. */
  readonly isList?: boolean;
}

/**
 * Checks every number, date, name and quotation of a short text, what it says of them (who did what to whom, denials,
 * directions, how certain), and the text as a whole, against an article.
 * @param encoder the one that read the article; without it the rules judge alone
 * @throws if the article was read by another encoder
 */
export async function checkFacts(
  text: string,
  article: AnalysedArticle,
  options: CheckOptions & { readonly encoder?: SentenceEncoder; readonly signal?: AbortSignal } = {},
): Promise<Verdict> {
  const { encoder, signal } = options;
  if (encoder && article.encoderSha256 !== null && encoder.identity.fileSha256 !== article.encoderSha256)
    throw new Error('"encoder" is not the one that read the article: analyse the article again');
  const wanted = encoder !== undefined && article.sentenceVectors.length > 0;
  const [vector] = wanted ? await encoder.encode([text], { signal }) : [];
  return checkFactsAgainst(text, vector ?? null, article, options);
}

/**
 * `checkFacts` for a text whose vector is at hand (many texts are encoded in one call).
 * @param vector unit vector of the text from the encoder that read the article, null to judge by the rules alone
 */
export function checkFactsAgainst(
  given: string,
  vector: Float32Array | null,
  article: AnalysedArticle,
  options: CheckOptions = {},
): Verdict {
  if (!article.language.served) return unread(given, `The article is not checked: ${article.language.reason}.`);
  if (article.index.words.length === 0) return unread(given, 'The article has no text to check against.');
  // Markup of the text is read as the article's is; offsets stay.
  const text = maskMarkup(given);
  const words = wordsOf(text);
  if (words.length === 0) return unread(given, 'The text has no words that could be checked.');
  const dates = findDates(text, article.published);
  const numbers = findNumbers(text, words, dates);
  const pieces = [
    ...numberClaims(text, words, numbers, article),
    ...dateClaims(text, words, dates, article),
    ...nameClaims(text, words, article),
    ...quotationClaims(text, article),
    ...speakerClaims(text, words, article),
  ];
  const clause = parseClause(text, words, article.index);
  const form = formOf(text, clause);
  const relations =
    options.isList || form === 'question' || form === 'teaser'
      ? []
      : [
          ...numberBindingClaims(text, words, numbers, pieces, article),
          ...dateBindingClaims(text, words, dates, pieces, article),
          ...boundClaims(text, numbers, article),
          ...roleOfNameClaims(words, article),
          ...neighbourNameClaims(text, words, pieces, clause.verb, article),
          ...nameBindingClaims(text, words, pieces, article),
          ...negationClaims(text, words, clause.verb, article),
          ...oppositeClaims(words, article),
          ...modalityClaims(text, words, article),
          ...roleClaims(text, clause, article),
        ];
  const rules = [...pieces, ...relations].sort((left, right) => left.textSpan.start - right.textSpan.start);
  const claims = [...rules, ...leakClaims(text, pieces, numbers, options.historyText ?? '')];
  if (vector) claims.push(sentenceClaim(text, vector, article, options.sentenceThreshold ?? defaultSentenceThreshold));
  return {
    label: worstLabel(claims),
    score: supportOf(claims),
    claims,
    statements: statementsOf(text, clause, claims, article),
    checker: articleChecker,
  };
}

function unread(text: string, reason: string): Verdict {
  const textSpan = { start: 0, end: text.length };
  const claims = [
    { kind: 'sentence', rule: 'sentence/unread', label: 'not_verifiable', textSpan, evidence: [], reason } as const,
  ];
  return { label: 'not_verifiable', score: 0, claims, checker: articleChecker };
}

/** A text is what its worst claim is; without claims it says nothing that could be wrong. */
export function worstLabel(claims: readonly ClaimVerdict[]): VerdictLabel {
  if (claims.some(({ label }) => label === 'contradicted')) return 'contradicted';
  return claims.some(({ label }) => label === 'not_verifiable') ? 'not_verifiable' : 'supported';
}

/** A claim that cannot be verified may still be true. */
const supportOfUnverified = 0.25;

/** Support 0..1: that of the weakest claim by the rules, times the cosine of the best sentence. */
export function supportOf(claims: readonly ClaimVerdict[]): number {
  let weakest = 1;
  let whole = 1;
  for (const { kind, label, evidence } of claims) {
    const best = evidence.reduce((most, { support }) => Math.max(most, support), 0);
    if (kind === 'sentence') whole = best;
    else weakest = Math.min(weakest, label === 'supported' ? best : label === 'contradicted' ? 0 : supportOfUnverified);
  }
  return weakest * whole;
}

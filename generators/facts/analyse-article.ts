import { setImmediate } from 'node:timers/promises';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { type Sentence, splitSentences } from '../../profiles/focus/sentences.ts';
import { type ArticlePlaces, placeWords } from './article-places.ts';
import { type ArticleWords, indexWords } from './article-words.ts';
import { type DateMention, publicationDay } from './date-mention.ts';
import { findDates } from './dates.ts';
import { type DetectedLanguage, detectLanguage } from './language.ts';
import { maskMarkup } from './markup.ts';
import { findNames, type NameMention } from './names.ts';
import { findNumbers } from './number-mentions.ts';
import type { NumberMention } from './number-reading.ts';
import { findQuotations, type Quotation } from './quotations.ts';
import { wordsOf } from './words.ts';

/** What a text is checked against. */
export interface ArticleSource {
  readonly body: string;
  /** ISO-8601; dates such as "Monday" are read against it. */
  readonly publishedAt?: string;
  /** BCP 47 tag, if the publisher gives one. */
  readonly language?: string;
}

/** An article read once, however many texts are checked against it. Offsets are into the body as it was given. */
export interface AnalysedArticle {
  readonly body: string;
  /** The body with tags and comments blanked; same length as `body`. */
  readonly plain: string;
  /** Day number of publication, null when unknown. */
  readonly published: number | null;
  readonly language: DetectedLanguage;
  readonly index: ArticleWords;
  readonly places: ArticlePlaces;
  readonly names: readonly NameMention[];
  readonly numbers: readonly NumberMention[];
  readonly dates: readonly DateMention[];
  readonly quotations: readonly Quotation[];
  readonly sentences: readonly Sentence[];
  /** Unit vectors of the first sentences, in order; empty when no encoder was given. */
  readonly sentenceVectors: readonly Float32Array[];
  /** sha256 of the encoder's file, null without one. */
  readonly encoderSha256: string | null;
}

/** Sentences beyond this many are read by the rules alone: news of that length returns to its lead by then. */
export const longestEncodedArticle = 256;

/**
 * Reads an article for the check: words, numbers, dates, quotations, sentences and, with an encoder, their vectors.
 * Linear in the length of the body. The title takes no part: what is checked must stand in the article itself.
 */
export async function analyseArticle(
  source: ArticleSource,
  encoder?: SentenceEncoder,
  options?: { readonly signal?: AbortSignal; readonly lane?: 'interactive' | 'bulk' },
): Promise<AnalysedArticle> {
  const plain = maskMarkup(source.body);
  const published = publicationDay(source.publishedAt);
  // Between the stages others get their turn: a very long article takes a fifth of a second in all.
  const words = wordsOf(plain);
  await setImmediate();
  const dates = findDates(plain, published);
  await setImmediate();
  const numbers = findNumbers(plain, words, dates);
  await setImmediate();
  const index = indexWords(plain, words);
  const sentences = splitSentences(plain);
  await setImmediate();
  const texts = sentences.slice(0, longestEncodedArticle).map((sentence) => sentence.text);
  return {
    body: source.body,
    plain,
    published,
    language: detectLanguage(plain, source.language),
    index,
    places: placeWords(index, sentences),
    names: findNames(plain, words, index),
    numbers,
    dates,
    quotations: findQuotations(plain),
    sentences,
    sentenceVectors: encoder && texts.length > 0 ? await encoder.encode(texts, options) : [],
    encoderSha256: encoder?.identity.fileSha256 ?? null,
  };
}

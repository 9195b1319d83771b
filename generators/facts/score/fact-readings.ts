import type { Lane, LanguageModel, LoadedAdapter } from '../../../models/language-model.ts';
import type { SentenceEncoder } from '../../../models/sentence-encoder.ts';
import type { AnalysedArticle } from '../analyse-article.ts';
import { type JudgementReading, readJudgements } from './judgement-reading.ts';
import { type LikelihoodReading, readLikelihoods } from './likelihood-reading.ts';
import { readSupport, type SupportReading } from './support-reading.ts';

/** What the models make of one text about one article. A part is null where its model was not asked. */
export interface FactReadings {
  readonly support: SupportReading | null;
  readonly likelihood: LikelihoodReading | null;
  /** Of the adapter trained to judge facts, where it is loaded. */
  readonly judgement: JudgementReading | null;
}

/** The models a reading may use. */
export interface ReadingModels {
  readonly encoder?: SentenceEncoder | undefined;
  /** Judges facts; without it nobody is asked to. */
  readonly factAdapter?: LoadedAdapter | undefined;
  readonly languageModel?: Pick<LanguageModel, 'score' | 'tokenizer' | 'identity' | 'adapters'> | undefined;
}

/** Reads texts about one article with whatever models are given; all texts in one batch. */
export async function readFacts(
  texts: readonly string[],
  article: AnalysedArticle,
  { encoder, languageModel, factAdapter }: ReadingModels,
  options: { readonly lane?: Lane; readonly signal?: AbortSignal } = {},
): Promise<FactReadings[]> {
  const readable = article.language.served && article.index.words.length > 0;
  const [support, likelihood, judgement] = await Promise.all([
    encoder && readable && article.sentenceVectors.length > 0 ? readSupport(texts, article, encoder, options) : null,
    languageModel && readable ? readLikelihoods(texts, article, languageModel, options) : null,
    languageModel && factAdapter && readable
      ? readJudgements(texts, article, languageModel, factAdapter, options)
      : null,
  ]);
  return texts.map((_, index) => ({
    support: support?.[index] ?? null,
    likelihood: likelihood?.[index] ?? null,
    judgement: judgement?.[index] ?? null,
  }));
}

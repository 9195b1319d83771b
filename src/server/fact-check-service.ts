import { createHash } from 'node:crypto';
import { adFactsText } from '../../generators/ad-title/ad-facts-text.ts';
import { AnalysisCache } from '../../generators/facts/analysis-cache.ts';
import { analyseAdFacts, checkAdTitle } from '../../generators/facts/check-ad-title.ts';
import { judgeTexts } from '../../generators/facts/judge-texts.ts';
import type { ReadingModels } from '../../generators/facts/score/fact-readings.ts';
import type { FactThresholds } from '../../generators/facts/score/fact-scorer.ts';
import { sharingQuestions } from '../../generators/prompt/shared-question.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import type { CheckedSource, FactCheckService } from '../api/ports.ts';
import type { CheckAnswer } from '../api/schemas/check.ts';

/** Checks texts that someone waits for: in the interactive lane, articles analysed once. */
export class ModelFactCheckService implements FactCheckService {
  readonly #models: ReadingModels & { readonly encoder: SentenceEncoder };
  readonly #analyses: AnalysisCache;

  constructor(models: ReadingModels & { readonly encoder: SentenceEncoder }) {
    const { languageModel } = models;
    this.#models = { ...models, ...(languageModel && { languageModel: sharingQuestions(languageModel) }) };
    this.#analyses = new AnalysisCache(models.encoder);
  }

  async check(
    text: string,
    source: CheckedSource,
    threshold: keyof FactThresholds | number,
    signal?: AbortSignal,
  ): Promise<CheckAnswer> {
    if (source.kind === 'ad') {
      const facts = await analyseAdFacts(source.facts, source.language);
      const sha256 = createHash('sha256').update(adFactsText(source.facts)).digest('hex');
      return { verdict: answered(checkAdTitle(text, facts)), article: { sha256, analysedBefore: false } };
    }
    const { article, sha256, kept } = await this.#analyses.analyse(source.article, 'interactive');
    // The analysis outlives this caller: the next text is checked against the same article.
    signal?.throwIfAborted();
    const options = { threshold, lane: 'interactive', ...(signal && { signal }) } as const;
    const [verdict] = await judgeTexts([text], article, this.#models, options);
    return { verdict: answered(verdict!), article: { sha256, analysedBefore: kept } };
  }
}

/** A verdict as the schema has it: its lists are the caller's own. */
const answered = (verdict: unknown) => structuredClone(verdict) as CheckAnswer['verdict'];

import { createHash } from 'node:crypto';
import type { Lane } from '../../models/language-model.ts';
import type { SentenceEncoder } from '../../models/sentence-encoder.ts';
import { type AnalysedArticle, type ArticleSource, analyseArticle } from './analyse-article.ts';

/** Characters of bodies whose analyses are kept: their vectors and word lists take some twenty bytes a character. */
const mostCharacters = 4_000_000;

/**
 * Articles that were analysed, by the hash of what they say, so that an article is read once however many texts are
 * checked against it. The one unused for longest goes first.
 */
export class AnalysisCache {
  readonly #encoder: SentenceEncoder;
  readonly #kept = new Map<string, { readonly analysis: Promise<AnalysedArticle>; readonly characters: number }>();
  #characters = 0;

  constructor(encoder: SentenceEncoder) {
    this.#encoder = encoder;
  }

  /** Hash of everything an analysis depends on but the encoder. */
  static hashOf({ body, publishedAt, language }: ArticleSource): string {
    return createHash('sha256')
      .update(JSON.stringify([body, publishedAt ?? null, language ?? null]))
      .digest('hex');
  }

  /** The article's analysis: one that is kept or being made, or a new one. */
  async analyse(
    source: ArticleSource,
    lane: Lane,
  ): Promise<{ article: AnalysedArticle; sha256: string; kept: boolean }> {
    const sha256 = AnalysisCache.hashOf(source);
    const known = this.#kept.get(sha256);
    if (known) {
      // Last used stands last.
      this.#kept.delete(sha256);
      this.#kept.set(sha256, known);
      return { article: await known.analysis, sha256, kept: true };
    }
    const analysis = analyseArticle(source, this.#encoder, { lane });
    this.#keep(sha256, analysis, source.body.length);
    try {
      return { article: await analysis, sha256, kept: false };
    } catch (error) {
      this.#drop(sha256);
      throw error;
    }
  }

  #keep(sha256: string, analysis: Promise<AnalysedArticle>, characters: number): void {
    this.#kept.set(sha256, { analysis, characters });
    this.#characters += characters;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= mostCharacters || oldest === sha256) break;
      this.#drop(oldest);
    }
  }

  #drop(sha256: string): void {
    this.#characters -= this.#kept.get(sha256)?.characters ?? 0;
    this.#kept.delete(sha256);
  }
}
